import { present } from "../util/present";
import type { DismissalEntry, DismissalFile } from "./dismissalFile";
import type { Dismissal } from "./listedFinding";
import type { WorkspaceFinding } from "../scan/finding";

/** The salted hash of a key's ID, in lower-case hexadecimal digits. */
export type HashId = (salt: string, id: string) => string;

/** Where a finding is, as far as dismissals go. */
export interface DismissalPlace {
  readonly id: string;
  /** Below the folder, with `/`. */
  readonly path: string;
}

/** Answers for one file which findings it dismisses. Hashes of IDs are made once each. */
export class Dismissals {
  private readonly hashes = new Map<string, string>();
  private readonly byKey: ReadonlyMap<string, readonly DismissalEntry[]>;

  constructor(
    readonly file: DismissalFile,
    private readonly hash: HashId,
  ) {
    const byKey = new Map<string, DismissalEntry[]>();
    for (const entry of file.state === "ok" ? file.entries : [])
      byKey.set(entry.key, [...(byKey.get(entry.key) ?? []), entry]);
    this.byKey = byKey;
  }

  /** The dismissal that holds at a place on a day (`2026-11-24`). One that has expired holds no more. */
  find({ id, path }: DismissalPlace, today: string): DismissalEntry | undefined {
    if (this.byKey.size === 0) return undefined;
    const fitting = (this.byKey.get(this.hashOf(id)) ?? []).filter(
      (entry) => (entry.path === undefined || entry.path === path) && !isExpired(entry, today),
    );
    // The reason for this very file says more than the one for all.
    return fitting.find((entry) => entry.path !== undefined) ?? fitting[0];
  }

  /** Those of the file that have expired, for whoever reviews it. */
  expired(today: string): readonly DismissalEntry[] {
    return [...this.byKey.values()].flat().filter((entry) => isExpired(entry, today));
  }

  hashOf(id: string): string {
    if (this.file.state !== "ok") return "";
    const known = this.hashes.get(id) ?? this.hash(this.file.salt, id);
    this.hashes.set(id, known);
    return known;
  }
}

/** What dismisses a finding: the comment beside it, else the folder's file. */
export function dismissalOf(
  finding: WorkspaceFinding,
  dismissals: Dismissals | undefined,
  path: string,
  today: string,
): Dismissal | undefined {
  if (finding.comment !== undefined) return { by: "comment", reason: finding.comment };
  const entry = dismissals?.find({ id: finding.key.id, path }, today);
  if (!entry) return undefined;
  const { reason, author, date, expires } = entry;
  return { by: "file", reason, ...present({ author, date, expires }) };
}

/** A day in the calendar of this machine, as the file writes it; so many days after the moment. */
export function dayOf(now: number, daysLater = 0): string {
  const date = new Date(now);
  date.setDate(date.getDate() + daysLater);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0"));
  return `${date.getFullYear()}-${month ?? ""}-${day ?? ""}`;
}

function isExpired({ expires }: DismissalEntry, today: string): boolean {
  return expires !== undefined && expires <= today;
}
