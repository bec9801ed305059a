import * as l10n from "@vscode/l10n";
import type { KeyInfo, LastUse } from "../../../core/usage/keyUsage";
import type { DetailEntry } from "../../../core/usage/provider";
import { present } from "../../../core/util/present";
import type { KmsRecord } from "./record";
import { kmsService } from "./kmsService";
import type { KeyDetails, KeyRow } from "./schema";

/** Pure mappings from KMS's records to ours. */

/**
 * Whether nobody depends on the key because of it: a person in the console, or the cloud's own rotation and deletion.
 * A kind that no document lists counts as use, and so does one that failed: somebody tried.
 */
export function isOther({ requestType }: KmsRecord): boolean {
  return OTHER_TYPES.has(requestType?.toUpperCase() ?? "");
}

const OTHER_TYPES: ReadonlySet<string> = new Set(["CONSOLE", "SYSTEM"]);

/** `undefined` when the record does not tell when. */
export function toLastUse(record: KmsRecord): LastUse | undefined {
  const { time } = record;
  if (time === undefined || time.kind === "unreadable") return undefined;
  return {
    at: time.at,
    ...(time.kind === "zoneless" && { zonelessTime: time.written, mayBeLater: true }),
    service: kmsService(),
    ...present({ event: eventOf(record), ip: record.ip, source: record.requestType }),
    ...byOf(record),
  };
}

/** The latest of these; of none, `undefined`. */
export function latestOf(uses: readonly (LastUse | undefined)[]): LastUse | undefined {
  let latest: LastUse | undefined;
  for (const use of uses) if (use && (!latest || use.at > latest.at)) latest = use;
  return latest;
}

/** One row of the activity. */
export function toDetailEntry(record: KmsRecord): DetailEntry {
  const { time, ip, requestType, text } = record;
  return {
    name: eventOf(record) ?? l10n.t("unnamed request"),
    ...(time?.kind === "moment" && { at: time.at }),
    ...(time?.kind === "zoneless" && { zonelessTime: time.written }),
    ...present({ ip, source: requestType, record: text }),
    ...byOf(record),
    ...(isOther(record) && { isOther: true }),
  };
}

/** What the list says, and the details where they were asked for. */
export function toKeyInfo(
  row: KeyRow | undefined,
  details: KeyDetails | undefined,
  versionCount: number | undefined,
): KeyInfo | undefined {
  const { isautorotation: automatic, rotationperiod, nextrotationdate } = details ?? {};
  const rotation =
    automatic === undefined ? undefined : rotationOf(automatic, rotationperiod, nextrotationdate);
  const info = present({
    name: details?.keyname ?? row?.keyname,
    state: details?.status ?? row?.status,
    createdAt: details?.registerdate ?? row?.registerdate,
    deletionAt: details?.destroydate ?? row?.destroydate,
    type: details?.keytype ?? row?.keytype,
    protection: details?.protectiontype ?? row?.protectiontype,
    rotation,
    currentVersion: details?.currentversion,
    versionCount,
    memo: details?.memo,
    nrn: details?.nrn ?? row?.nrn,
  });
  return Object.keys(info).length === 0 ? undefined : info;
}

function rotationOf(automatic: boolean, everyDays: number | undefined, nextAt: string | undefined) {
  return { automatic, ...present({ everyDays: everyDays === 0 ? undefined : everyDays, nextAt }) };
}

/** `Decrypt`, or `Decrypt (FAILURE)`: both tell that somebody needs the key. */
function eventOf({ action, result }: KmsRecord): string | undefined {
  if (action === undefined || result === undefined || result.toUpperCase() === "SUCCESS") return action;
  return `${action} (${result})`;
}

function byOf({ requestor }: KmsRecord): Pick<LastUse, "by"> {
  // No document says whether it is a name or a number; people recognise either.
  return requestor === undefined ? {} : { by: { name: requestor, id: requestor } };
}
