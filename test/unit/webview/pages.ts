import type {
  Axis,
  DetailRow,
  DetailState,
  PageStrings,
  Rotation,
  ServiceRow,
  UsagePage,
} from "../../../src/shared/usagePage";
import type { PanelKey, ToPage } from "../../../src/shared/panelMessages";

/** Pages as a host would send them, one for each state; the tests read their markup and scripts/previewPage.ts draws them. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Put together at run time: no file holds what a scanner would take for a key. */
const KEY_ID = ["LTAI", "5tQ7mfXe2Rw9", "Zb4Hk3Pw"].join("");

export const KEY: PanelKey = { provider: "alibaba", kind: "access-key", id: KEY_ID };

export const STRINGS: PageStrings = {
  refresh: "Refresh",
  copyAsJson: "Copy as JSON",
  openInConsole: "Open in console",
  servicesTitle: "Services this key has used",
  shownOfTotal: "{0} of {1}",
  filterServices: "Filter services",
  clearFilter: "Clear the filter",
  noServiceMatches: "No service matches “{0}”.",
  service: "Service",
  timeline: "Timeline",
  lastUsed: "Last used",
  eventAndAddress: "Event · address",
  event: "Event",
  address: "Address",
  region: "Region",
  source: "Source",
  events: "Events",
  addresses: "Addresses",
  resources: "Resources",
  notRecordedInDetail: "The cloud has not recorded this in detail. The service was used all the same.",
  rotationTitle: "Replace this key, step by step",
  rotationNote: "KeyTrail changes nothing in the cloud. What the records show is ticked by itself.",
  copyCommand: "Copy command",
  keyFactsTitle: "The key itself",
  activityTitle: "Records of this key",
  filterActivity: "Filter records",
  noRecordMatches: "No record matches “{0}”.",
  loadedOfTotal: "{0} of {1} loaded",
  loadedSoFar: "{0} loaded, there are more",
  notLoadedYet: "Not loaded yet",
  noRecords: "Nothing is on record in this time.",
  when: "When",
  action: "Action",
  who: "Who",
  madeBy: "Made by",
  rawRecord: "Raw record",
  showMore: "Show more",
  loading: "Loading…",
  retry: "Retry",
  policyTitle: "A policy that allows it",
  copyPolicy: "Copy policy",
  requestId: "Request ID {0}",
  staleMark: "Left of the dashed mark, a last use counts as stale (90 days).",
  detailCaveat:
    "The cloud keeps the detail of some events only. A service without recorded detail was still used.",
};

export const AXIS: Axis = {
  windowMs: 400 * DAY,
  staleAfterMs: 90 * DAY,
  ticks: [
    { ageMs: 0, label: "now" },
    { ageMs: HOUR, label: "1 hour" },
    { ageMs: DAY, label: "1 day" },
    { ageMs: 7 * DAY, label: "1 week" },
    { ageMs: 30 * DAY, label: "1 month" },
    { ageMs: 90 * DAY, label: "90 days" },
    { ageMs: 400 * DAY, label: "400 days" },
  ],
};

/** One record as the cloud gives it, pretty-printed. */
export const RAW = JSON.stringify(
  {
    eventId: "3AB1C7B2-0F0E-5D2B-9C55-2F6A3E1D7C11",
    eventSource: "ecs-openapi-share.cn-hangzhou.aliyuncs.com",
    eventName: "DescribeInstances",
    sourceIpAddress: "203.0.113.7",
    userIdentity: { type: "ram-user", userName: "alice", principalId: "245412345678901234" },
    acsRegion: "cn-hangzhou",
  },
  undefined,
  2,
);

export const ROWS: readonly ServiceRow[] = [
  {
    code: "Ecs",
    name: "Elastic Compute Service",
    tone: "used",
    ageMs: 3 * HOUR,
    relative: "3 hours ago",
    absolute: "20 Nov 2026, 14:12",
    source: "management event",
    event: "DescribeInstances",
    ip: "203.0.113.7",
    region: "cn-hangzhou",
    raw: RAW,
  },
  {
    code: "Oss",
    name: "Object Storage Service",
    tone: "used",
    ageMs: 27 * HOUR,
    relative: "yesterday",
    absolute: "19 Nov 2026, 14:03",
    source: "data event",
    event: "PutObject",
    ip: "203.0.113.7",
    region: "cn-hangzhou",
  },
  {
    code: "Cr",
    name: "Container Registry",
    tone: "used",
    ageMs: 5 * DAY,
    relative: "5 days ago",
    absolute: "15 Nov 2026, 09:40",
    source: "management event",
    event: "GetAuthorizationToken",
    ip: "198.51.100.24",
    region: "ap-southeast-1",
  },
  {
    code: "Ram",
    name: "Resource Access Management",
    tone: "stale",
    ageMs: 118 * DAY,
    relative: "118 days ago",
    absolute: "25 Jul 2026, 11:02",
    source: "management event",
    event: "ListUsers",
    ip: "203.0.113.7",
    region: "cn-hangzhou",
  },
  {
    code: "Actiontrail",
    name: "ActionTrail",
    tone: "stale",
    ageMs: 260 * DAY,
    relative: "260 days ago",
    absolute: "5 Mar 2026, 18:30",
    source: "other event",
    event: "LookupEvents",
    ip: "2001:db8:85a3::8a2e:370:7334",
    region: "cn-hangzhou",
  },
  { code: "Kms", name: "Key Management Service", tone: "unknown", relative: "time not recorded" },
];

export const EVENTS: readonly DetailRow[] = [
  {
    name: "DescribeInstances",
    relative: "3 hours ago",
    absolute: "20 Nov 2026, 14:12",
    source: "management event",
    raw: RAW,
  },
  {
    name: "StartInstance",
    relative: "yesterday",
    absolute: "19 Nov 2026, 20:01",
    source: "management event",
    raw: RAW,
  },
  {
    name: "DescribeDisks",
    relative: "2 days ago",
    absolute: "18 Nov 2026, 08:55",
    source: "management event",
  },
];

export function events(changes: Partial<DetailState> = {}): DetailState {
  return { service: "Ecs", kind: "events", rows: EVENTS, loading: false, more: true, ...changes };
}

/** What the host sends first, about a key in use. */
export const USED: UsagePage = {
  keyText: KEY_ID,
  label: "ci deploy",
  ownerLine: "RAM user alice · account prod (1047…2211)",
  answer: {
    tone: "used",
    headline: "In use: 3 hours ago, through Elastic Compute Service",
    lines: [
      "DescribeInstances from 203.0.113.7 in cn-hangzhou, 20 Nov 2026, 14:12 (06:12 UTC)",
      "If you disable it, calls to 6 services by alice would fail.",
    ],
    footnote: "Records since 16 Oct 2025 · up to an hour behind · asked 2 minutes ago by account prod",
  },
  keyFacts: [],
  services: { state: "listed", rows: ROWS },
  actions: ["refresh", "copy", "openConsole"],
  axis: AXIS,
  language: "en",
};

export const POLICY = JSON.stringify(
  {
    Version: "1",
    Statement: [
      {
        Effect: "Allow",
        Action: ["actiontrail:GetAccessKeyLastUsedInfo", "actiontrail:GetAccessKeyLastUsedProducts"],
        Resource: "*",
      },
    ],
  },
  undefined,
  2,
);

/** A rotation that is under way: made, deployed by hand, in use; the old key not quiet for long enough. */
const ROTATION: Rotation = {
  sentence: "The new key was active 4 minutes ago; the old key has been quiet for 5 days.",
  pair: "Old key: ci deploy. New key: ci deploy 2027.",
  steps: [
    ["create", "Make the user's second AccessKey. A RAM user can have two.", true, false],
    ["deploy", "Put the new key wherever the old one is: code, pipelines, servers.", false, true],
    ["new-active", "Wait until the new key is in use.", true, false],
    ["old-quiet", "Wait until the old key has been quiet for 7 days.", false, false],
    ["disable", "Disable the old key. This can be undone at once.", false, false],
  ].map(([id, title, done, byHand]) => ({
    ...{ id: String(id), title: String(title), done: done === true, byHand: byHand === true },
    ...{ hasPage: id === "create" || id === "disable", hasCommand: id === "create" || id === "disable" },
  })),
};

/** What the host sends about a KMS key: facts of its own, and records in place of services. */
export const KMS: UsagePage = {
  ...USED,
  keyText: "9f".repeat(32),
  label: "orders at rest",
  ownerLine: "account ncloud",
  answer: {
    tone: "used",
    headline: "In use: 12 minutes ago, through Key Management Service",
    lines: [
      "Decrypt from 203.0.113.20",
      "20 Nov 2026, 14:12 (2026-11-20 06:12:00 UTC)",
      "Latest record: RotateKey, by the cloud itself (SYSTEM), 2 minutes ago. No program did that.",
    ],
    footnote: "Records since 21 Oct 2026 · delay not documented · asked 2 minutes ago by account ncloud",
  },
  keyFacts: [
    { name: "Name", value: "orders-at-rest" },
    { name: "State", value: "enabled (ENABLE)" },
    { name: "Type", value: "AES256" },
    { name: "Protection", value: "hardware security module (COMMON_HSM)" },
    { name: "Rotation", value: "automatic, every 90 days; next on 2 Feb 2027, 09:00" },
    { name: "Versions", value: "4 in all, the current one is 4" },
    { name: "Memo", value: "order database, ask the shop team before you touch it" },
    { name: "NRN", value: "nrn:PUB:KMS:KR:2942:Key/1234" },
  ],
  services: { state: "none" },
  activity: {
    service: "Kms",
    lanes: [
      { kind: "program", label: "Programs (API)" },
      { kind: "console", label: "Console" },
      { kind: "system", label: "The cloud itself" },
    ],
    windowMs: 30 * DAY,
    ticks: [30, 20, 10, 5, 1, 0].map((days) => ({
      ageMs: days * DAY,
      label: days === 0 ? "now" : `${days} d`,
    })),
  },
};

/** Some of its records, newest first: hours apart, and of all three kinds. */
export function records(changes: Partial<DetailState> = {}): DetailState {
  const rows = Array.from({ length: 24 }, (_, index): DetailRow => {
    const recordKind = index % 23 === 7 ? "system" : index % 9 === 4 ? "console" : "program";
    return {
      name: recordKind === "system" ? "RotateKey" : recordKind === "console" ? "GetKeyInfo" : "Decrypt",
      relative: `${index * 17 + 1} hours ago`,
      absolute: "20 Nov 2026, 14:12",
      ageMs: (index * 17 + 1) * HOUR,
      recordKind,
      source: { program: "program", console: "person in the console", system: "the cloud itself" }[
        recordKind
      ],
      ...(recordKind !== "system" && { who: "order-service", ip: "203.0.113.20" }),
      raw: RAW,
    };
  });
  return { service: "Kms", kind: "activity", rows, loading: false, more: true, total: 61, ...changes };
}

/** Every other state of the page. */
export const PAGES = {
  used: USED,
  kms: KMS,
  rotation: { ...USED, rotation: ROTATION },
  refreshing: {
    ...USED,
    answer: { ...USED.answer, busy: "Asking account prod again. This answer is 2 hours old." },
  },
  stale: {
    ...USED,
    answer: {
      tone: "stale",
      headline: "Stale: last used 212 days ago, through Simple Log Service",
      lines: ["CreateLogstore from 10.10.0.1 in cn-beijing, 22 Apr 2026, 09:00 (01:00 UTC)"],
      footnote: USED.answer.footnote,
    },
    services: { state: "listed", rows: ROWS.filter((row) => row.tone === "stale") },
  },
  none: {
    ...USED,
    answer: {
      tone: "none",
      headline: "No use on record in the last 400 days",
      lines: ["Records reach back to 16 Oct 2025. Whether the key was used before that, nobody can tell."],
      footnote: "Up to an hour behind · asked 2 minutes ago by account prod",
    },
    services: { state: "none" },
  },
  loading: {
    ...USED,
    ownerLine: "account prod",
    answer: {
      tone: "unknown",
      headline: "Looking up…",
      lines: [],
      footnote: "Records since 16 Oct 2025",
      busy: "Asking account prod.",
    },
    services: { state: "loading" },
  },
  denied: {
    ...USED,
    ownerLine: "account prod",
    answer: {
      tone: "problem",
      headline: "Access denied: needs actiontrail:GetAccessKeyLastUsedInfo",
      lines: [],
      footnote: "Asked 2 minutes ago by account prod",
      problem: {
        message:
          "The account prod may not read the usage records. Attach a policy that allows actiontrail:GetAccessKeyLastUsedInfo to its user, then refresh.",
        requestId: "7B3E1F52-55C4-5D1C-9F3E-0C2D4B6A8E90",
        policy: POLICY,
        retryable: false,
      },
    },
    services: { state: "none" },
    actions: ["refresh", "openConsole"],
  },
  failed: {
    ...USED,
    answer: {
      ...USED.answer,
      problem: {
        message: "The cloud did not answer within 30 seconds. The answer above is 2 hours old.",
        retryable: true,
      },
    },
    services: {
      state: "failed",
      problem: { message: "The list of services could not be read: the cloud is busy.", retryable: true },
    },
  },
  notFound: {
    keyText: KEY_ID,
    keyFacts: [],
    axis: AXIS,
    language: "en",
    answer: {
      tone: "unknown",
      headline: "Not found in your 2 accounts",
      lines: ["Asked prod and staging. The key may belong to another account, or it has been deleted."],
      footnote: "Asked 2 minutes ago",
    },
    services: { state: "none" },
    actions: ["refresh"],
  },
} satisfies Record<string, UsagePage>;

export function showMessage(
  page: UsagePage,
  details: readonly DetailState[] = [],
): Extract<ToPage, { type: "show" }> {
  return { type: "show", restore: KEY, page, strings: STRINGS, details };
}
