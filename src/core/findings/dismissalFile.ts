import * as l10n from "@vscode/l10n";
import { isRecord } from "../util/record";

/** The file in the root of a workspace folder that says which findings are dismissed, for everybody who works there. */
export const DISMISSAL_FILE = ".keytrail.json";

/** One dismissal. The key is named by a salted hash of its ID: who reads the file learns no ID from it. */
export interface DismissalEntry {
  readonly key: string;
  /** Below the folder, with `/`; absent means anywhere in the folder. */
  readonly path?: string;
  readonly reason: string;
  readonly author?: string;
  /** When it was dismissed: `2026-11-24`. */
  readonly date?: string;
  /** The day from which on the key is reported again. */
  readonly expires?: string;
}

/** What a file holds. One that cannot be read dismisses nothing, and is not written to. */
export type DismissalFile =
  | { readonly state: "absent" }
  | { readonly state: "broken"; readonly problem: string }
  | {
      readonly state: "ok";
      readonly salt: string;
      readonly entries: readonly DismissalEntry[];
      /** What is wrong with single entries, in sentences. These dismiss nothing; the others do. */
      readonly mistakes: readonly string[];
    };

/** Reads a file; `undefined` is one that is not there. */
export function parseDismissals(text: string | undefined): DismissalFile {
  if (text === undefined) return { state: "absent" };
  const content = parseJson(text);
  if (!isRecord(content))
    return broken(l10n.t("{0} is not valid JSON, so nothing is dismissed.", DISMISSAL_FILE));
  const { salt, dismissals } = content;
  if (!Array.isArray(dismissals))
    return broken(
      l10n.t('{0} has no list with the name "{1}", so nothing is dismissed.', DISMISSAL_FILE, "dismissals"),
    );
  if (typeof salt !== "string" || salt.length < SALT_MIN)
    return broken(
      l10n.t(
        '{0} has no usable "{1}" (a text of at least {2} characters), so nothing is dismissed.',
        DISMISSAL_FILE,
        "salt",
        SALT_MIN,
      ),
    );
  const read = (dismissals as readonly unknown[]).map((entry, index) => parseEntry(entry, index + 1));
  return {
    state: "ok",
    salt,
    entries: read.filter((entry) => typeof entry !== "string"),
    mistakes: read.filter((entry) => typeof entry === "string"),
  };
}

/**
 * The text of the file with one more dismissal; one of the same key at the same place is replaced. Everything that is
 * there stays as it is, whatever it is, but for the order: by path and key, so that two people's additions rarely meet.
 * The file must not be broken.
 */
export function withDismissal(text: string | undefined, entry: DismissalEntry, newSalt: string): string {
  const content = contentOf(text) ?? { salt: newSalt, dismissals: [] };
  const kept = listOf(content).filter((one) => !isSamePlace(one, entry));
  const before = listOf(content).find((one) => isSamePlace(one, entry));
  // Its expiry, author and date are the new one's, even if it has none; fields of others stay.
  const others = isRecord(before)
    ? Object.fromEntries(Object.entries(before).filter(([name]) => !OWN_FIELDS.has(name)))
    : {};
  return write(text, { ...content, dismissals: [...kept, { ...entry, ...others }].sort(byPathAndKey) });
}

/** The text of the file without the dismissals that match; `undefined` where there is no such. */
export function withoutDismissals(
  text: string,
  matches: (entry: Pick<DismissalEntry, "key" | "path">) => boolean,
): string | undefined {
  const content = contentOf(text);
  if (!content) return undefined;
  const all = listOf(content);
  const kept = all.filter(
    (one) => !(isRecord(one) && typeof one["key"] === "string" && matches(placeOf(one))),
  );
  return kept.length === all.length ? undefined : write(text, { ...content, dismissals: kept });
}

const SALT_MIN = 16;
const OWN_FIELDS = new Set(["key", "path", "reason", "author", "date", "expires"]);

type Content = Readonly<Record<string, unknown>>;

function broken(problem: string): DismissalFile {
  return { state: "broken", problem };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text)) as unknown;
  } catch {
    return undefined;
  }
}

function contentOf(text: string | undefined): Content | undefined {
  const content = text === undefined ? undefined : parseJson(text);
  return isRecord(content) ? content : undefined;
}

function listOf({ dismissals }: Content): readonly unknown[] {
  return Array.isArray(dismissals) ? (dismissals as readonly unknown[]) : [];
}

/** The entry, or the sentence that says what is wrong with it. */
function parseEntry(entry: unknown, number: number): DismissalEntry | string {
  if (!isRecord(entry)) return l10n.t("{0}, entry {1}: it must be an object.", DISMISSAL_FILE, number);
  const { key, path, reason, author, date, expires } = entry;
  if (typeof key !== "string" || !/^[0-9a-f]{64}$/.test(key))
    return l10n.t(
      "{0}, entry {1}: the field {2} must be the hash that KeyTrail writes.",
      DISMISSAL_FILE,
      number,
      "key",
    );
  if (typeof reason !== "string" || reason.trim() === "")
    return l10n.t("{0}, entry {1}: the field {2} must not be empty.", DISMISSAL_FILE, number, "reason");
  for (const [name, value] of Object.entries({ path, author })) {
    if (value !== undefined && typeof value !== "string")
      return l10n.t("{0}, entry {1}: the field {2} must be a text.", DISMISSAL_FILE, number, name);
  }
  for (const [name, value] of Object.entries({ date, expires })) {
    if (value !== undefined && !isDay(value))
      return l10n.t(
        "{0}, entry {1}: the field {2} must be a day such as {3}.",
        DISMISSAL_FILE,
        number,
        name,
        "2027-01-31",
      );
  }
  return {
    key,
    reason: reason.trim(),
    ...(typeof path === "string" && { path }),
    ...(typeof author === "string" && { author }),
    ...(typeof date === "string" && { date }),
    ...(typeof expires === "string" && { expires }),
  };
}

/** Whether a text is a day that the calendar has. */
export function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  const at = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(value);
}

function placeOf({ key, path }: Content): Pick<DismissalEntry, "key" | "path"> {
  return { key: typeof key === "string" ? key : "", ...(typeof path === "string" && { path }) };
}

function isSamePlace(one: unknown, { key, path }: DismissalEntry): boolean {
  return isRecord(one) && one["key"] === key && one["path"] === path;
}

function byPathAndKey(a: unknown, b: unknown): number {
  const [one, other] = [a, b].map((entry) => {
    const { key, path = "" } = placeOf(isRecord(entry) ? entry : {});
    return `${path}\n${key}`;
  });
  return (one ?? "") < (other ?? "") ? -1 : one === other ? 0 : 1;
}

/** In the manner of the text that is there: byte order mark, ends of lines, indentation. */
function write(text: string | undefined, content: Content): string {
  const indent = /^([ \t]+)\S/m.exec(text ?? "")?.[1] ?? "  ";
  const json = `${JSON.stringify(content, undefined, indent)}\n`;
  const mark = text?.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : "";
  return mark + (text?.includes("\r\n") ? json.replaceAll("\n", "\r\n") : json);
}

const BYTE_ORDER_MARK = "\uFEFF";

function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}
