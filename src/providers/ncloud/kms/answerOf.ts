import type { KeyRef } from "../../../core/usage/key";
import type { Identity, KeyUsage, LastUse, Problem, ProductUse } from "../../../core/usage/keyUsage";
import type { LookUpAnswer } from "../../../core/usage/provider";
import type { AboutKey } from "./aboutKey";
import type { KeyPlace } from "./keyPlaces";
import { kmsService } from "./kmsService";
import type { UseOnRecord } from "./latestUse";
import { toKeyInfo } from "./toUsage";

/** What one host told about a key. */
export interface Told {
  readonly key: KeyRef;
  readonly place: KeyPlace;
  readonly products: boolean;
  readonly use: UseOnRecord;
  readonly about: AboutKey | undefined;
  /** Milliseconds since the epoch, as is `recordsSince`. */
  readonly now: number;
  readonly recordsSince: number;
}

/** The answer, if that host is the one that the key lives on. */
export function answerOf({ key, place, products, use, about, now, recordsSince }: Told): LookUpAnswer {
  const { lastUse, other, text } = use;
  const { account, row } = place;
  const keyInfo = about?.keyInfo ?? toKeyInfo(row, undefined, undefined);
  // A use names who made it. Where there is none, that the account has the key makes the answer certain.
  const owner = lastUse ? undefined : ownerOf(row !== undefined, use.nrn ?? keyInfo?.nrn);
  const usage: KeyUsage = {
    key,
    account: account.name,
    outcome: lastUse ? "used" : "no-use-on-record",
    ...(owner && { owner }),
    ...(lastUse && { lastUse }),
    ...(other && { otherActivity: other }),
    ...(keyInfo && { keyInfo }),
    ...(products && { products: lastUse ? [productOf(lastUse)] : [] }),
    recordsSince: new Date(recordsSince).toISOString(),
    asOf: new Date(now).toISOString(),
    ...(about?.problem && { problem: about.problem }),
  };
  const records = products && text !== undefined && new Map([[kmsService().code, text]]);
  return { usage, ...(records && { records }) };
}

/** The same when a later use may be on record elsewhere. Without a use, what makes an answer certain is left out. */
export function inDoubt({ usage, records }: LookUpAnswer, problem: Problem): LookUpAnswer {
  const doubtful: { -readonly [Name in keyof KeyUsage]: KeyUsage[Name] } = { ...usage, problem };
  if (usage.lastUse) {
    doubtful.lastUse = { ...usage.lastUse, mayBeLater: true };
  } else {
    delete doubtful.owner;
    delete doubtful.keyInfo;
  }
  return { usage: doubtful, ...(records && { records }) };
}

/** A KMS key is the whole account's, whose number is in the resource name: `nrn:PUB:KMS:KR:<number>:Key/<id>`. */
function ownerOf(isListed: boolean, nrn: string | undefined): Identity | undefined {
  const [, accountId] = /^nrn:[^:]*:[^:]*:[^:]*:(\w+):/i.exec(nrn ?? "") ?? [];
  if (!isListed && accountId === undefined) return undefined;
  return { type: "main-account", ...(accountId !== undefined && { accountId }) };
}

function productOf(use: LastUse): ProductUse {
  const { service = kmsService(), at, event, ip, source, by } = use;
  return {
    service,
    at,
    ...(event !== undefined && { event }),
    ...(ip !== undefined && { ip }),
    ...(source !== undefined && { source }),
    ...(by && { by }),
  };
}
