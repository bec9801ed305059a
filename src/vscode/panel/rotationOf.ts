import * as l10n from "@vscode/l10n";
import type { Wording } from "../../core/describe/summarize";
import type { KeyRef } from "../../core/usage/key";
import type { KeyUsage } from "../../core/usage/keyUsage";
import {
  isTicked,
  rotationSentence,
  type RotationState,
  type RotationStep,
  type StepPlace,
} from "../../core/verdict/rotation";
import type { Rotation, RotationStepRow } from "../../shared/usagePage";

/** The owner's other key, where the account's keys were listed. */
export interface Sibling {
  readonly key: KeyRef;
  readonly createdAt?: string | undefined;
  readonly state?: string | undefined;
  /** What is known of its use. */
  readonly usage?: KeyUsage | undefined;
}

export interface RotationInput {
  readonly key: KeyRef;
  readonly usage: KeyUsage | undefined;
  /** When the key itself was made, as far as the account's list says. */
  readonly createdAt?: string | undefined;
  readonly sibling?: Sibling | undefined;
  /** The safe order of steps for this kind of key; empty where there is none. */
  readonly steps: readonly RotationStep[];
  readonly wording: Wording;
  /** The name of a key as the user wants it shown. */
  readonly nameOf: (key: KeyRef) => string;
}

/** How the key is replaced without anything failing, and how far that has come. */
export function rotationOf(input: RotationInput): Rotation | undefined {
  const { key, usage, sibling, steps, wording, nameOf } = input;
  if (steps.length === 0 || !usage || usage.outcome === "not-found") return undefined;
  const { newer, older } = inOrder(input);
  const state: RotationState = {
    ...(newer && { newer }),
    ...(older && { older }),
    // A key that is looked at is there; whether it is gone, only the cloud's answer about it tells.
    olderExists: true,
  };
  const sentence = newer && older ? rotationSentence({ newer, older }, wording) : undefined;
  return {
    ...(sentence !== undefined && { sentence }),
    pair: sibling
      ? l10n.t("Old key: {0}. New key: {1}.", nameOf(older?.key ?? key), nameOf(newer?.key ?? sibling.key))
      : l10n.t(
          "This key has no second one beside it yet, as far as is known. The steps are about replacing it.",
        ),
    steps: steps.map((step) => rowOf(step, state, wording)),
  };
}

/** Which place a step is about, for whoever opens its page or copies its command. */
export function stepPlaceOf(input: RotationInput): StepPlace {
  const { older } = inOrder(input);
  return { olderId: older?.key.id ?? input.key.id, userName: userNameOf(input.usage) };
}

/** The root account's own keys belong to no user. */
function userNameOf(usage: KeyUsage | undefined): string | undefined {
  const owner = usage?.owner;
  return owner?.type === "ram-user" || owner?.type === "sub-account" ? owner.name : undefined;
}

/** By the time of creation, where it is known of both; a key that nobody can place is taken for the old one. */
function inOrder({ key, usage, createdAt, sibling }: RotationInput): {
  readonly newer?: KeyUsage | undefined;
  readonly older?: KeyUsage | undefined;
} {
  const other = sibling && withState(sibling);
  if (!sibling || !other) return { older: usage };
  const own = createdAt ?? usage?.keyInfo?.createdAt;
  const isOwnNewer = own !== undefined && sibling.createdAt !== undefined && own > sibling.createdAt;
  const ownUsage = usage && { ...usage, key };
  return isOwnNewer ? { newer: ownUsage, older: other } : { newer: other, older: ownUsage };
}

function withState({ usage, state }: Sibling): KeyUsage | undefined {
  if (!usage || state === undefined || usage.keyInfo?.state !== undefined) return usage;
  return { ...usage, keyInfo: { ...usage.keyInfo, state } };
}

function rowOf(step: RotationStep, state: RotationState, wording: Wording): RotationStepRow {
  return {
    id: step.id,
    title: step.title(),
    done: isTicked(step.tick, state, wording),
    byHand: step.tick.kind === "by-hand",
    hasPage: step.consoleUrl !== undefined,
    hasCommand: step.command !== undefined,
  };
}
