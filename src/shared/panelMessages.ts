import type { DetailKind, DetailState, PageStrings, UsagePage } from "./usagePage";

/** What the host sends to the page. */
export type ToPage =
  | { readonly type: "show"; readonly page: UsagePage; readonly strings: PageStrings }
  | { readonly type: "detail"; readonly detail: DetailState };

/** What the page asks of the host. `service` is a service code that the host itself sent. */
export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "refresh" }
  | { readonly type: "copy" }
  | { readonly type: "openConsole" }
  | { readonly type: "copyPolicy" }
  /** The first page of it, or the next. */
  | { readonly type: "loadDetail"; readonly service: string; readonly kind: DetailKind };

const PLAIN = new Set<string>(["ready", "refresh", "copy", "openConsole", "copyPolicy"]);
const KINDS = new Set<string>(["events", "addresses", "resources"]);

/** Messages cross a trust boundary: whatever does not have exactly one of the known shapes is dropped. */
export function parseFromPage(message: unknown): FromPage | undefined {
  if (typeof message !== "object" || message === null) return undefined;
  const { type, service, kind } = message as Record<string, unknown>;
  if (typeof type !== "string") return undefined;
  if (PLAIN.has(type)) return { type } as FromPage;
  if (type === "loadDetail" && typeof service === "string" && typeof kind === "string" && KINDS.has(kind)) {
    return { type, service, kind: kind as DetailKind };
  }
  return undefined;
}
