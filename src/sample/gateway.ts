import type { Misdeeds } from "./misbehaviour";
import type { WireRequest, WireResponse } from "./wire";

/** The front door of one cloud. */
export interface Gateway {
  /** What a request asks, whether or not the asker turns out to be entitled to ask. */
  subjectOf(request: WireRequest): Subject;
  /** Answers a request; whatever is wrong with it becomes an error in the cloud's own format. */
  answer(request: WireRequest, misdeeds?: Misdeeds): GatewayAnswer;
}

/** By what rules and the log refer to a request. */
export interface Subject {
  readonly operation?: string;
  /** The ID of the key that is asked about. */
  readonly accessKey?: string;
}

/** An answer, and for the log who asked and how it went. */
export interface GatewayAnswer {
  readonly response: WireResponse;
  /** Absent when the asker could not prove who they are. */
  readonly account?: string;
  /** Absent with a success. */
  readonly code?: string;
}

/** What a cloud says about a key that the asking account does not have. No document tells, so a test can choose. */
export type UnknownKeyAnswer = "http-404" | "invalid-parameter" | "empty" | "no-permission";
