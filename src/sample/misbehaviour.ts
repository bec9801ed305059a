import type { UnknownKeyAnswer } from "./gateway";
import type { Envelope } from "./ncloud/envelopes";

/** Something the sample cloud can be told to do wrong, or differently, and with which requests. */
export type Misbehaviour = Deed & Scope;

/** Which requests a rule is for; what is absent does not matter. */
export interface Scope {
  readonly operation?: string;
  /** The ID of the key that is asked about; of a KMS key, its tag. */
  readonly accessKey?: string;
  /** After so many requests the rule is spent. */
  readonly times?: number;
}

type Deed =
  /** Refuse a request that is in order, because there were too many. */
  | {
      readonly kind: "throttle";
      readonly status?: 400 | 429;
      /** Ncloud has 400 for a quota, 410 for the throttle, which is what it says unless told, and 420 for the rate. */
      readonly code?: string;
      /** Sent as `x-acs-retry-after`; by Ncloud, in whole seconds, as `retry-after`. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: "server-error"; readonly status?: 500 | 503 | 504 }
  /** Refuse a request that is in order, because the asker has no permission for it. */
  | { readonly kind: "deny" }
  /** Accept the request and never answer. */
  | { readonly kind: "hang" }
  /** Reset the connection instead of answering. */
  | { readonly kind: "reset" }
  /** Send half of the JSON and call that all. */
  | { readonly kind: "truncate" }
  /** Promise the whole body, send half of it and drop the connection. */
  | { readonly kind: "cut-off" }
  /** Send a page for people instead, as a proxy does. */
  | { readonly kind: "html"; readonly status: number }
  /** Send the right body under another name. */
  | { readonly kind: "content-type"; readonly contentType: string }
  /** Send an error as XML, as some gateways do whatever format was asked for. */
  | { readonly kind: "xml-error"; readonly status?: number; readonly code?: string }
  /** Send the client elsewhere, with its signature if it lets itself be sent. */
  | { readonly kind: "redirect"; readonly location: string; readonly status?: 301 | 302 | 303 | 307 | 308 }
  /** Of Ncloud: refuse a request that is in order, in one of the ways in which its services write errors. */
  | {
      readonly kind: "envelope";
      readonly envelope: Envelope;
      readonly status?: number;
      readonly code?: string;
      readonly message?: string;
    }
  /** Of Ncloud: write the key list as the tables of its documents have it, instead of as their samples do. */
  | { readonly kind: "key-list-as-in-tables" }
  /** Send the answer byte by byte, with a pause before each. */
  | { readonly kind: "trickle"; readonly everyMs: number }
  | { readonly kind: "delay"; readonly ms: number }
  /** Have a clock that is wrong by so much. */
  | { readonly kind: "clock-skew"; readonly ms: number }
  | { readonly kind: "unknown-key"; readonly answer: UnknownKeyAnswer };

/** The rules that apply to one request: at most one per aspect of it. */
export interface Misdeeds {
  readonly answer?: Extract<Misbehaviour, { kind: AnswerKind }>;
  readonly pace?: Extract<Misbehaviour, { kind: "delay" }>;
  readonly clock?: Extract<Misbehaviour, { kind: "clock-skew" }>;
  readonly stranger?: Extract<Misbehaviour, { kind: "unknown-key" }>;
  readonly list?: Extract<Misbehaviour, { kind: "key-list-as-in-tables" }>;
}

type AnswerKind = Exclude<
  Misbehaviour["kind"],
  "delay" | "clock-skew" | "unknown-key" | "key-list-as-in-tables"
>;

/** The rules in force. Of two for the same aspect the older goes first, so a story of several acts can be told ahead. */
export class Misbehaviours {
  private readonly rules = new Set<{ readonly rule: Misbehaviour; left: number }>();

  /** Puts a rule in force, until it is spent or the result is disposed of. */
  add(rule: Misbehaviour): { dispose(): void } {
    const entry = { rule, left: rule.times ?? Infinity };
    this.rules.add(entry);
    return { dispose: () => void this.rules.delete(entry) };
  }

  /** What to do wrong with a request; rules that are counted have one time less. */
  take(operation: string | undefined, accessKey: string | undefined): Misdeeds {
    const taken: Partial<Record<keyof Misdeeds, Misbehaviour>> = {};
    for (const entry of this.rules) {
      const { rule } = entry;
      if (rule.operation !== undefined && rule.operation !== operation) continue;
      if (rule.accessKey !== undefined && rule.accessKey !== accessKey) continue;
      const aspect = aspectOf(rule);
      if (taken[aspect] !== undefined) continue;
      taken[aspect] = rule;
      entry.left -= 1;
      if (entry.left <= 0) this.rules.delete(entry);
    }
    return taken as Misdeeds;
  }
}

function aspectOf({ kind }: Misbehaviour): keyof Misdeeds {
  return OTHER_ASPECTS[kind] ?? "answer";
}

const OTHER_ASPECTS: Partial<Record<Misbehaviour["kind"], keyof Misdeeds>> = {
  delay: "pace",
  "clock-skew": "clock",
  "unknown-key": "stranger",
  "key-list-as-in-tables": "list",
};
