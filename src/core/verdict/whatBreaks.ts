import * as l10n from "@vscode/l10n";
import { describeIdentity, shownAddress } from "../describe/facts";
import { counted, DAY_MS, type Reader } from "../describe/times";
import type { KeyUsage, LastUse, ProductUse } from "../usage/keyUsage";
import { isAddress, labelOf, type AddressTable } from "./addressLabels";

/** What is on record of a service beyond its latest use, where somebody has loaded it. */
export interface ServiceEvidence {
  readonly events: readonly string[];
  readonly addresses: readonly string[];
  readonly resources: readonly string[];
}

export interface Evidence extends Reader {
  /** `keytrail.staleAfterDays`: of a key in use, what used it within that time would break. */
  readonly staleAfterDays: number;
  readonly addressLabels?: AddressTable;
  /** By service code. */
  readonly evidence?: ReadonlyMap<string, ServiceEvidence>;
}

/** What would fail without the key, a sentence for each service; empty when nothing but a time is on record. */
export function whatBreaks(
  usage: KeyUsage,
  basis: LastUse | undefined,
  evidence: Evidence,
): readonly string[] {
  if (!basis) return [];
  const uses = usesThatBreak(usage, basis, evidence);
  const named = uses.flatMap((use) => (use.service ? [{ ...use, service: use.service }] : []));
  const said = named.slice(0, SAID).map((use) => sentence(use, usage, evidence));
  const more = named.length - said.length;
  return more === 0
    ? said
    : [
        ...said,
        counted(more, evidence, {
          one: () => l10n.t("{0} more service has used it; its usage page lists them all.", more),
          other: () => l10n.t("{0} more services have used it; its usage page lists them all.", more),
        }),
      ];
}

/** The addresses behind an answer that the user gave no name, once they have named any. */
export function unlabelledAddresses(
  usage: KeyUsage,
  basis: LastUse | undefined,
  { addressLabels = [], ...evidence }: Evidence,
): readonly string[] {
  if (addressLabels.length === 0 || !basis) return [];
  const uses = usesThatBreak(usage, basis, evidence);
  const addresses = uses.flatMap((use) => addressesOf(use, evidence));
  return [...new Set(addresses)].filter((ip) => isAddress(ip) && labelOf(ip, addressLabels) === undefined);
}

type AnyUse = LastUse | ProductUse;

/** The latest use of each service, those that count against the key's last one first. */
function usesThatBreak(
  { products = [], ownCalls, asOf }: KeyUsage,
  basis: LastUse,
  { staleAfterDays }: Pick<Evidence, "staleAfterDays">,
): readonly AnyUse[] {
  const others = products.filter(({ service, at }) => {
    if (service.code === basis.service?.code) return false;
    // Later than the latest use that counts: KeyTrail's own call.
    if (ownCalls && (at === undefined || at > basis.at)) return false;
    const isOld = at !== undefined && Date.parse(asOf) - Date.parse(at) > staleAfterDays * DAY_MS;
    return !isOld || Date.parse(asOf) - Date.parse(basis.at) > staleAfterDays * DAY_MS;
  });
  return [basis, ...others];
}

function sentence(
  use: AnyUse & { readonly service: { readonly code: string; readonly name: string } },
  usage: KeyUsage,
  evidence: Evidence,
): string {
  const calls = callsText(use, evidence);
  const who = use.by ?? usage.owner;
  const by =
    who && (who.type === "root-account" ? describeIdentity(who) : (who.name ?? describeIdentity(who)));
  const from = addressesOf(use, evidence)
    .slice(0, LISTED)
    .map((ip) => shownAddress(ip, evidence.addressLabels))
    .join(", ");
  if (by !== undefined && from !== "")
    return l10n.t("If you disable it: {0} by {1} from {2} would fail.", calls, by, from);
  if (by !== undefined) return l10n.t("If you disable it: {0} by {1} would fail.", calls, by);
  return from === ""
    ? l10n.t("If you disable it: {0} would fail.", calls)
    : l10n.t("If you disable it: {0} from {1} would fail.", calls, from);
}

/** `Elastic Compute Service calls (DescribeInstances, …)`. What the cloud keeps no detail of is not nothing. */
function callsText(use: AnyUse, { evidence }: Evidence): string {
  const service = use.service?.name ?? "";
  const detail = evidence?.get(use.service?.code ?? "");
  const events = [...new Set([...(use.event === undefined ? [] : [use.event]), ...(detail?.events ?? [])])];
  const resources = detail?.resources.slice(0, LISTED).join(", ") ?? "";
  const isRecorded = events.length > 0 || use.ip !== undefined || resources !== "";
  if (!isRecorded) return l10n.t("{0} calls, of which nothing is recorded in detail,", service);
  if (events.length === 0) return l10n.t("{0} calls", service);
  // Only the latest event of a service is known, unless its detail was loaded; and that covers a part of the events.
  const some = [...events.slice(0, LISTED), "…"].join(", ");
  return resources === ""
    ? l10n.t("{0} calls ({1})", service, some)
    : l10n.t("{0} calls ({1}) to {2}", service, some, resources);
}

function addressesOf(
  { ip, service }: AnyUse,
  { evidence }: Omit<Evidence, "addressLabels">,
): readonly string[] {
  const loaded = evidence?.get(service?.code ?? "")?.addresses ?? [];
  return [...new Set([...(ip === undefined ? [] : [ip]), ...loaded])];
}

/** As many services as a person reads about before opening the page. */
const SAID = 3;
const LISTED = 3;
