import type { ToReport } from "../../../../src/shared/reportMessages";
import type { ReportPage, ReportPageRow, ReportStrings } from "../../../../src/shared/reportPage";
import type { Tone } from "../../../../src/shared/usagePage";
import { makeIds } from "../../../support/syntheticIds";
import { AXIS } from "../pages";

/** Reports as a host would send them; the tests read their markup and scripts/previewPage.ts draws them. */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export const REPORT_STRINGS: ReportStrings = {
  title: "Keys report",
  refresh: "Refresh",
  stop: "Stop",
  exportReport: "Export Report…",
  pictureTitle: "All keys by their last use and their age",
  lastUseAxis: "Last use",
  ageAxis: "Age of the key",
  noUseKnown: "No use known",
  ageUnknown: "Age not known",
  staleMark: "The dashed line is where a key counts as stale.",
  verdicts: {
    "in-use": "In use",
    stale: "Stale",
    "no-use-on-record": "No use on record",
    "cannot-tell": "Cannot tell",
  },
  verdictFilter: "Show keys by verdict",
  accountFilter: "Show keys of account",
  allAccounts: "All accounts",
  filterKeys: "Filter keys",
  clearFilter: "Clear the filter",
  noKeyMatches: "No key matches what you chose.",
  shownOfTotal: "{0} of {1}",
  noKeys: "There are no keys to report.",
  noKeysHint: "Add keys to the side bar.",
  key: "Key",
  account: "Account · owner",
  verdict: "Verdict",
  lastUsed: "Last used",
  created: "Created",
  noneOnRecord: "none on record",
  notKnown: "not known",
  showMore: "Show more",
};

type Outcome = readonly [verdict: ReportPageRow["verdict"], tone: Tone, headline: string];

const OUTCOMES = {
  used: ["in-use", "used", "In use: 3 hours ago, through Elastic Compute Service"],
  stale: ["stale", "stale", "Stale: last used 212 days ago, through Simple Log Service"],
  none: ["no-use-on-record", "none", "No use on record in the last 400 days"],
  unknown: ["cannot-tell", "unknown", "Cannot tell: the answer is from 3 days ago"],
  denied: ["cannot-tell", "problem", "Access denied: needs actiontrail:GetAccessKeyLastUsedInfo"],
} as const satisfies Readonly<Record<string, Outcome>>;

const ids = makeIds(7);

/** A row; what is not told is not known. */
export function rowOf(
  outcome: keyof typeof OUTCOMES,
  name: string,
  rest: Partial<ReportPageRow> & { readonly ageDays?: number; readonly createdDays?: number } = {},
): ReportPageRow {
  const [verdict, tone, headline] = OUTCOMES[outcome];
  const { ageDays, createdDays, ...more } = rest;
  return {
    ...{ id: `alibaba:access-key:${name}`, name, verdict, tone, headline, account: "prod" },
    ...(ageDays !== undefined && {
      ageMs: ageDays * DAY,
      relative: ageDays < 1 ? `${Math.round(ageDays * 24)} hours ago` : `${Math.floor(ageDays)} days ago`,
      absolute: "20 Nov 2026, 14:12",
      utc: "2026-11-20 06:12:00 UTC",
    }),
    ...(createdDays !== undefined && { createdAgeMs: createdDays * DAY, created: "3 Jan 2024" }),
    ...more,
  };
}

const masked = () => `LTAI5t****${ids.characters(4)}`;

const ROWS: readonly ReportPageRow[] = [
  rowOf("used", "CI deploy", { ageDays: 0.125, createdDays: 320, owner: "RAM user ci", idText: masked() }),
  rowOf("used", "checkout service", { ageDays: 0.02, createdDays: 45, owner: "RAM user checkout" }),
  rowOf("used", "reports", { ageDays: 21, createdDays: 900, owner: "RAM user reports" }),
  rowOf("stale", "nightly backup", {
    ageDays: 212,
    createdDays: 1460,
    owner: "RAM user backup",
    idText: masked(),
  }),
  rowOf("stale", "old Terraform", { ageDays: 131, createdDays: 700, account: "staging" }),
  rowOf("none", "spare key", { createdDays: 800, account: "staging", owner: "RAM user bob" }),
  rowOf("none", "billing report", { owner: "root account" }),
  rowOf("unknown", "partner feed", { ageDays: 120 }),
  rowOf("denied", "audit", { account: "staging" }),
  ...Array.from({ length: 9 }, (_, index) =>
    rowOf("used", `worker ${index + 1}`, {
      ageDays: 0.05 + (index % 3) * 0.01,
      account: "naver",
      idText: masked(),
    }),
  ),
];

/** A report with every verdict, with and without ages. */
export const REPORT: ReportPage = {
  rows: ROWS,
  accounts: ["prod", "staging", "naver"],
  axis: AXIS,
  ages: {
    maxMs: 1460 * DAY,
    ticks: [7, 30, 90, 365, 730, 1460].map((days) => ({
      ageMs: days * DAY,
      label: days < 365 ? `${days} d` : `${days / 365} y`,
    })),
  },
  footnote: "18 keys · the oldest answer is from 12 minutes ago",
  language: "en",
};

const withoutAges = ROWS.map(
  (row): ReportPageRow =>
    Object.fromEntries(
      Object.entries(row).filter(([name]) => name !== "createdAgeMs" && name !== "created"),
    ) as unknown as ReportPageRow,
);

const many = Array.from({ length: 600 }, (_, index): ReportPageRow => {
  const outcome = (["used", "used", "used", "stale", "none"] as const)[index % 5] ?? "used";
  const quiet = outcome === "stale" ? 95 + (index % 290) : ((index * 7919) % 1000) / 12;
  return rowOf(outcome, `user-${index}`, {
    createdDays: 100 + ((index * 104_729) % 1300),
    ...(outcome !== "none" && { ageDays: quiet }),
  });
});

/** Every other state of the report. */
export const REPORTS = {
  busy: { ...REPORT, busy: "Looking up: 12 of 40" },
  first: { ...REPORT, rows: [], accounts: [], busy: "Looking up: 0 of 40", footnote: "0 keys" },
  empty: { ...REPORT, rows: [], accounts: [], footnote: "0 keys" },
  ageless: {
    rows: withoutAges,
    accounts: REPORT.accounts,
    axis: AXIS,
    footnote: REPORT.footnote,
    language: "en",
  },
  many: { ...REPORT, rows: many, footnote: "600 keys" },
} satisfies Readonly<Record<string, ReportPage>>;

export function reportMessage(page: ReportPage): ToReport {
  return { type: "show", page, strings: REPORT_STRINGS };
}

const CHINESE_VERDICTS = {
  "in-use": "使用中",
  stale: "已过期",
  "no-use-on-record": "没有使用记录",
  "cannot-tell": "无法判断",
};

/** In Chinese: shorter words and wider characters. */
export const CHINESE_REPORT: ToReport = {
  type: "show",
  page: {
    ...REPORT,
    language: "zh-cn",
    footnote: "18 个密钥 · 最早的答案来自 12 分钟前",
    rows: ROWS.map((row) => ({
      ...row,
      headline:
        row.verdict === "no-use-on-record" ? "最近 400 天没有使用记录" : "3 小时前通过云服务器 ECS 使用",
      ...(row.relative !== undefined && { relative: "3 小时前", absolute: "2026年11月20日 14:12" }),
    })),
  },
  strings: {
    ...REPORT_STRINGS,
    ...{ title: "密钥报告", refresh: "刷新", exportReport: "导出报告…", lastUseAxis: "最近使用" },
    ...{
      ageAxis: "密钥的年龄",
      noUseKnown: "无已知使用",
      noneOnRecord: "没有记录",
      ageUnknown: "年龄未知",
      verdicts: CHINESE_VERDICTS,
    },
    ...{ staleMark: "虚线处密钥开始算作过期。", allAccounts: "所有账号", filterKeys: "筛选密钥" },
    ...{ key: "密钥", account: "账号 · 所有者", verdict: "结论", lastUsed: "最近使用", created: "创建时间" },
    ...{ notKnown: "未知", shownOfTotal: "{0} / {1}" },
  },
};
