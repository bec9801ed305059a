import type { Account } from "../../core/usage/account";
import { UsageError } from "../../core/usage/errors";
import type { KeyRef } from "../../core/usage/key";
import type { KeyUsage, LastUse, OwnCalls, ProductUse, Service } from "../../core/usage/keyUsage";
import type { DetailEntry } from "../../core/usage/provider";
import type { ActionTrail } from "./actionTrail";
import { isOwnCall, isOwnService } from "./ownCalls";
import { EVENTS } from "./schema";
import { toDetailEntry } from "./toUsage";

/** Whose key it is that the account signs with, as far as asking about that very key goes. */
export interface Observed {
  readonly key: KeyRef;
  readonly account: Account;
}

/**
 * What uses a key besides KeyTrail, of the key that KeyTrail's requests are signed with. Asking is a use, too, and the
 * latest of all: so of each service that KeyTrail calls, the latest event is looked for that is none of its calls.
 */
export async function findOtherUse(
  { usage, isWhole }: { readonly usage: KeyUsage; readonly isWhole: boolean },
  { key, account }: Observed,
  actionTrail: ActionTrail,
  signal: AbortSignal,
): Promise<OwnCalls> {
  const uses = [...(usage.lastUse ? [usage.lastUse] : []), ...(usage.products ?? [])];
  const others = uses.filter((use): use is LastUse => use.at !== undefined && isOther(use));
  const touched = servicesToSearch(uses);
  const newestOther = newest(others);
  // What is newer than every call that may be KeyTrail's own needs no search.
  const newestOwn = newest(uses.filter((use): use is LastUse => use.at !== undefined && !isOther(use)));
  if (!newestOwn || (newestOther && newestOther.at >= newestOwn.at)) return toOwnCalls(newestOther, false);

  const found = await Promise.all(
    touched.map((service) => latestOtherEvent(service, { key, account }, actionTrail, signal)),
  );
  const use = newest([...others, ...found.flatMap((one) => one.use ?? [])]);
  const isNameless = uses.some(({ service }) => service === undefined);
  const mayHide = !isWhole || isNameless || found.some((one) => one.mayHideOthers);
  return toOwnCalls(use, mayHide);
}

/** Pages of events to look through; services have a few dozen kinds of them. */
const MOST_PAGES = 5;

interface Found {
  readonly use?: LastUse;
  readonly mayHideOthers: boolean;
}

/**
 * The latest event of a service that KeyTrail does not cause. Where the cloud keeps no detail of the service, or only of
 * other events than the one that was last, others may be hidden behind it.
 */
async function latestOtherEvent(
  service: Service,
  { key, account }: Observed,
  actionTrail: ActionTrail,
  signal: AbortSignal,
): Promise<Found> {
  const entries: DetailEntry[] = [];
  let pageToken: string | undefined;
  try {
    for (let page = 0; page < MOST_PAGES; page++) {
      const query = {
        AccessKey: key.id,
        ServiceName: service.code,
        PageSize: "100",
        ...(pageToken !== undefined && { NextToken: pageToken }),
      };
      const body = await actionTrail.call(account, "GetAccessKeyLastUsedEvents", query, EVENTS, signal);
      for (const row of body.entries) {
        const entry = toDetailEntry(row, row.EventName, undefined);
        // A row without a name may be anybody's.
        if (!entry) return { mayHideOthers: true };
        entries.push(entry);
      }
      pageToken = body.nextToken;
      if (pageToken === undefined) break;
    }
  } catch (error) {
    if (!(error instanceof UsageError) || error.kind === "cancelled") throw error;
    return { mayHideOthers: true };
  }
  const others = entries.filter(({ name }) => !isOwnCall(service, name));
  const isRecorded = entries.some(({ name }) => isOwnCall(service, name));
  const use = newest(others.flatMap((entry) => toLastUse(entry, service)));
  return {
    ...(use && { use }),
    mayHideOthers: !isRecorded || pageToken !== undefined || others.some(({ at }) => at === undefined),
  };
}

function toLastUse({ name, at, ip, region, source, by }: DetailEntry, service: Service): readonly LastUse[] {
  if (at === undefined) return [];
  return [
    {
      at,
      service,
      event: name,
      ...(ip !== undefined && { ip }),
      ...(region !== undefined && { region }),
      ...(source !== undefined && { source }),
      ...(by && { by }),
    },
  ];
}

/** Whether a use is for certain none of KeyTrail's calls. */
export function isOther({ service, event }: Pick<LastUse, "service" | "event">): boolean {
  if (!service) return false;
  return !isOwnService(service) || (event !== undefined && !isOwnCall(service, event));
}

/** The services whose latest event may be KeyTrail's, each once. */
function servicesToSearch(uses: readonly (LastUse | ProductUse)[]): readonly Service[] {
  const services = uses.flatMap((use) => (use.service && !isOther(use) ? [use.service] : []));
  return [...new Map(services.map((service) => [service.code, service])).values()];
}

function newest(uses: readonly LastUse[]): LastUse | undefined {
  let latest: LastUse | undefined;
  for (const use of uses) if (!latest || use.at > latest.at) latest = use;
  return latest;
}

function toOwnCalls(otherUse: LastUse | undefined, mayHideOthers: boolean): OwnCalls {
  return { ...(otherUse && { otherUse }), ...(mayHideOthers && { mayHideOthers: true }) };
}
