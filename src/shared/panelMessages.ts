import type { KeyKind, KeyRef } from "../core/usage/key";
import type { DetailKind, DetailState, PageStrings, ServiceTab, UsagePage } from "./usagePage";

/** What the host needs to open the panel again after a window reload. IDs are not secret, so the page may keep it. */
export type PanelKey = Pick<KeyRef, "provider" | "kind" | "id" | "account">;

/** What the host sends to the page. */
export type ToPage =
  | {
      readonly type: "show";
      /** The page keeps it in its state, unread, for the host's serializer (`parsePanelState`). */
      readonly restore: PanelKey;
      readonly page: UsagePage;
      readonly strings: PageStrings;
      /**
       * Every detail the host has or is loading for this answer. The page forgets what is not in it and asks again for
       * what stands open; so a new answer is sent with none.
       */
      readonly details: readonly DetailState[];
    }
  /** One detail that changed since. */
  | { readonly type: "detail"; readonly detail: DetailState };

/** What the page asks of the host. `service` is a service code that the host itself sent. */
export type FromPage =
  | { readonly type: "ready" }
  | { readonly type: "refresh" }
  | { readonly type: "copy" }
  | { readonly type: "copyEvidence" }
  | { readonly type: "openConsole" }
  | { readonly type: "copyPolicy" }
  /** A step of the rotation, by an ID that the host itself sent. */
  | { readonly type: "openStep" | "copyStep"; readonly step: string }
  | LoadDetail;

/**
 * Asks for the first page of a detail, or the next. `after` is the number of rows the page has: a host that has another
 * number, or is loading already, does nothing, so a request that crossed an answer on its way skips no page.
 */
export interface LoadDetail {
  readonly type: "loadDetail";
  readonly service: string;
  readonly kind: DetailKind;
  readonly after: number;
  /** The row stands open from before; no click asked for it. The host may then offer the detail instead of loading it. */
  readonly unasked?: true;
}

const PLAIN: ReadonlySet<string> = new Set([
  ...["ready", "refresh", "copy", "copyEvidence", "openConsole", "copyPolicy"],
]);
const SERVICE_TABS: ReadonlySet<string> = new Set([
  "events",
  "addresses",
  "resources",
] satisfies ServiceTab[]);
const KEY_KINDS: ReadonlySet<string> = new Set([
  "access-key",
  "temporary-key",
  "kms-key",
] satisfies KeyKind[]);

/** Messages cross a trust boundary: whatever does not have exactly one of the known shapes is dropped. */
export function parseFromPage(message: unknown): FromPage | undefined {
  const { type, service, kind, after, unasked, step } = fields(message);
  if (typeof type !== "string") return undefined;
  if (PLAIN.has(type)) return { type } as FromPage;
  if (type === "openStep" || type === "copyStep")
    return typeof step === "string" ? { type, step } : undefined;
  if (type !== "loadDetail" || typeof service !== "string" || !isDetailKind(kind)) return undefined;
  if (typeof after !== "number" || !Number.isSafeInteger(after) || after < 0) return undefined;
  if (unasked !== undefined && unasked !== true) return undefined;
  return { type, service, kind, after, ...(unasked && { unasked }) };
}

/** Which key's panel a state was saved by, or `undefined` for a state that no page of ours saved. */
export function parsePanelState(state: unknown): PanelKey | undefined {
  const { provider, kind, id, account } = fields(fields(state)["key"]);
  if (typeof provider !== "string" || typeof id !== "string" || id === "" || !isKeyKind(kind))
    return undefined;
  return { provider, kind, id, ...(typeof account === "string" && { account }) };
}

/** Whether a value from outside names one of the tabs of a service. */
export function isServiceTab(value: unknown): value is ServiceTab {
  return typeof value === "string" && SERVICE_TABS.has(value);
}

function isDetailKind(value: unknown): value is DetailKind {
  return isServiceTab(value) || value === "activity";
}

function isKeyKind(value: unknown): value is KeyKind {
  return typeof value === "string" && KEY_KINDS.has(value);
}

/** The properties of whatever came in; none, where it is not an object. */
function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
