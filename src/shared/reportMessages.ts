import type { ReportPage, ReportStrings } from "./reportPage";

/** What the host sends to the report's page. */
export interface ToReport {
  readonly type: "show";
  readonly page: ReportPage;
  readonly strings: ReportStrings;
}

/** What the page asks of the host. `row` is the ID of a row that the host itself sent. */
export type FromReport =
  | { readonly type: "ready" }
  | { readonly type: "refresh" }
  | { readonly type: "stop" }
  | { readonly type: "export" }
  | { readonly type: "open"; readonly row: string };

const PLAIN: ReadonlySet<string> = new Set(["ready", "refresh", "stop", "export"]);

/** Messages cross a trust boundary: whatever does not have exactly one of the known shapes is dropped. */
export function parseFromReport(message: unknown): FromReport | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { type, row } = message as Readonly<Record<string, unknown>>;
  if (typeof type !== "string") return undefined;
  if (PLAIN.has(type)) return { type } as FromReport;
  return type === "open" && typeof row === "string" ? { type, row } : undefined;
}
