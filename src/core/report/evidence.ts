import * as l10n from "@vscode/l10n";
import { describeIdentity } from "../describe/facts";
import { utcTime, zonedTime } from "../describe/times";
import { maskId } from "../usage/key";
import type { JudgedUsage } from "../verdict/verdict";
import type { VerdictWording } from "../verdict/verdictWords";
import { inertCode, inertText } from "./inertText";
import { basisOf } from "./reportRow";
import { kindWord, verdictWord } from "./reportWords";

/** What evidence is made of, besides the answer itself. */
export interface EvidenceInput {
  readonly usage: JudgedUsage;
  readonly masked: boolean;
  /** The cloud, as its makers write it. */
  readonly cloud: string;
  readonly wording: VerdictWording;
  /** KeyTrail's own version. */
  readonly version: string;
}

/** One key's answer as Markdown for a ticket: what is known, how it is known, and what nobody knows. Pure. */
export function evidenceOf(input: EvidenceInput): string {
  const { usage, masked } = input;
  const { id } = usage.key;
  // No sentence names the key today; one that does shall not give away what the lines above it hide.
  const shown = (sentence: string): string => (masked ? sentence.replaceAll(id, maskId(id)) : sentence);
  const [reasons, caveats] = [usage.verdict.reasons.map(shown), usage.verdict.caveats.map(shown)];
  return `${[
    `## ${l10n.t("KeyTrail: evidence about a key")}`,
    list([...keyLines(input), ...useLines(input), ...originLines(input)]),
    ...section(l10n.t("What it rests on"), reasons),
    ...section(l10n.t("What it does not say"), caveats),
    ...serviceSection(input),
    `*${l10n.t("Made with KeyTrail {0} at {1}.", input.version, utcTime(input.wording.now))}*`,
  ].join("\n\n")}\n`;
}

type Line = readonly [name: string, markdown: string | undefined];

function keyLines({ usage, masked, cloud, wording }: EvidenceInput): readonly Line[] {
  const { key, owner, keyInfo, verdict, account } = usage;
  const since =
    verdict.since === undefined ? undefined : l10n.t("since {0}", bothTimes(verdict.since, wording));
  return [
    [l10n.t("Key"), inertCode(masked ? maskId(key.id) : key.id)],
    [l10n.t("Label"), key.label === undefined ? undefined : inertCode(key.label)],
    [l10n.t("Kind"), `${kindWord(key.kind)}, ${inertText(cloud)}`],
    [l10n.t("Verdict"), [`**${verdictWord(verdict.kind)}**`, since].filter(Boolean).join(" ")],
    [l10n.t("Owner"), owner && identity(owner)],
    [l10n.t("State"), keyInfo?.state === undefined ? undefined : inertCode(keyInfo.state)],
    [l10n.t("Created"), keyInfo?.createdAt === undefined ? undefined : bothTimes(keyInfo.createdAt, wording)],
    [l10n.t("Account"), account === undefined ? undefined : inertCode(account)],
  ];
}

/** The use that the verdict rests on, which need not be the latest record. */
function useLines({ usage, wording }: EvidenceInput): readonly Line[] {
  const use = basisOf(usage);
  if (!use) return [];
  const { service, event, ip, region, by } = use;
  return [
    [l10n.t("Last use"), lastUseTime(use, wording)],
    [l10n.t("Service"), service && `${inertText(service.name)} (${inertCode(service.code)})`],
    [l10n.t("Event"), event === undefined ? undefined : inertCode(event)],
    [l10n.t("Address"), ip === undefined ? undefined : inertCode(ip)],
    [l10n.t("Region"), region === undefined ? undefined : inertCode(region)],
    [l10n.t("By"), by && identity(by)],
  ];
}

function lastUseTime(use: NonNullable<ReturnType<typeof basisOf>>, wording: VerdictWording): string {
  const zoneless = "zonelessTime" in use ? use.zonelessTime : undefined;
  if (zoneless !== undefined)
    return l10n.t("{0}, in a time zone that the cloud did not name", inertCode(zoneless));
  const time = bothTimes(use.at, wording);
  return "mayBeLater" in use ? l10n.t("{0} or later", time) : time;
}

/** Where the answer comes from: how far back, when, from which operations, through whose credentials. */
function originLines({ usage, cloud, wording }: EvidenceInput): readonly Line[] {
  const { recordsSince, asOf, accountsAsked = [], products } = usage;
  const { lastUse = [], services = [] } = wording.notes?.operations ?? {};
  const operations = [...lastUse, ...(products === undefined ? [] : services)];
  const asked = bothTimes(asOf, wording);
  const requests = requestIds(usage);
  return [
    [
      l10n.t("Window"),
      recordsSince === undefined
        ? l10n.t("no document says how far back the records reach; asked at {0}", asked)
        : l10n.t("records since {0}; asked at {1}", bothTimes(recordsSince, wording), asked),
    ],
    [l10n.t("Source"), [inertText(cloud), ...operations.map(inertCode)].join(", ")],
    [
      l10n.t("Accounts asked"),
      accountsAsked.length === 0 ? undefined : accountsAsked.map(inertCode).join(", "),
    ],
    [l10n.t("Request IDs"), requests.length === 0 ? undefined : requests.map(inertCode).join(", ")],
  ];
}

/** Those that the answer kept: clouds name them where something went wrong. */
function requestIds({ problem, accountAnswers = [] }: JudgedUsage): readonly string[] {
  const ids = [problem, ...accountAnswers.map((answer) => answer.problem)].map((one) => one?.requestId);
  return [...new Set(ids.filter((id) => id !== undefined))];
}

function serviceSection({ usage, wording }: EvidenceInput): readonly string[] {
  const lines = (usage.products ?? []).map(({ service, at, event, ip, region }) => {
    const when = at === undefined ? l10n.t("time not recorded") : bothTimes(at, wording);
    const detail = [event, ip, region].filter((one) => one !== undefined).map(inertCode);
    return `- ${[`${inertText(service.name)} (${inertCode(service.code)}): ${when}`, ...detail].join(" · ")}`;
  });
  return lines.length === 0 ? [] : [`### ${l10n.t("Services on record")}`, lines.join("\n")];
}

function section(title: string, sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return [];
  return [`### ${title}`, sentences.map((sentence) => `- ${inertText(sentence)}`).join("\n")];
}

function list(lines: readonly Line[]): string {
  return lines
    .flatMap(([name, markdown]) =>
      markdown === undefined || markdown === "" ? [] : [`- **${name}:** ${markdown}`],
    )
    .join("\n");
}

function identity(who: NonNullable<JudgedUsage["owner"]>): string {
  const numbers = [who.id, who.accountId].filter((id) => id !== undefined).map(inertCode);
  const said = describeIdentity(who);
  return [...(said === undefined ? [] : [inertText(said)]), ...numbers].join(", ");
}

/** In UTC, for comparing with logs, and in the writer's time zone by its name, since readers are elsewhere. */
function bothTimes(time: string, wording: VerdictWording): string {
  const at = Date.parse(time);
  return `${utcTime(at)} = ${zonedTime(at, wording)}`;
}
