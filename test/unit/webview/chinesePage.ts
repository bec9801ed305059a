import type { PageStrings } from "../../../src/shared/usagePage";
import { EVENTS, events, ROWS, showMessage, USED } from "./pages";

const STRINGS: PageStrings = {
  refresh: "刷新",
  copyAsJson: "复制为 JSON",
  copyEvidence: "复制证据",
  openInConsole: "在控制台中打开",
  servicesTitle: "此密钥使用过的服务",
  shownOfTotal: "{0} / {1}",
  filterServices: "筛选服务",
  clearFilter: "清除筛选",
  noServiceMatches: "没有与“{0}”匹配的服务。",
  service: "服务",
  timeline: "时间线",
  lastUsed: "最近使用",
  eventAndAddress: "事件 · 地址",
  event: "事件",
  address: "地址",
  region: "地域",
  source: "来源",
  events: "事件",
  addresses: "地址",
  resources: "资源",
  notRecordedInDetail: "云端没有记录明细，但该服务确实被使用过。",
  rotationTitle: "逐步更换此密钥",
  rotationNote: "KeyTrail 不会更改云中的任何内容。记录能证明的步骤会自动勾选，其余由您勾选。",
  copyCommand: "复制命令",
  keyFactsTitle: "密钥本身",
  activityTitle: "此密钥的记录",
  filterActivity: "筛选记录",
  noRecordMatches: "没有与“{0}”匹配的记录。",
  loadedOfTotal: "已加载 {0} / {1}",
  loadedSoFar: "已加载 {0}，还有更多",
  notLoadedYet: "尚未加载",
  noRecords: "此期间没有记录。",
  when: "时间",
  action: "操作",
  who: "执行者",
  madeBy: "来源",
  rawRecord: "原始记录",
  showMore: "显示更多",
  loading: "正在加载…",
  retry: "重试",
  policyTitle: "允许此操作的策略",
  copyPolicy: "复制策略",
  requestId: "请求 ID：{0}",
  staleMark: "虚线标记左侧的最近使用视为已过期（90 天）。",
  detailCaveat: "云端只保留部分事件的明细。没有明细的服务同样被使用过。",
};

const NAMES: Readonly<Record<string, string>> = {
  Ecs: "云服务器 ECS",
  Oss: "对象存储 OSS",
  Cr: "容器镜像服务企业版与个人版（含跨地域同步加速）",
  Ram: "访问控制",
  Actiontrail: "操作审计",
  Kms: "密钥管理服务",
};

const LABELS: Readonly<Record<string, string>> = {
  now: "现在",
  "1 hour": "1 小时",
  "1 day": "1 天",
  "1 week": "1 周",
  "1 month": "1 个月",
  "90 days": "90 天",
  "400 days": "400 天",
};

/** The page in Chinese: shorter words, wider characters, and one very long name. */
export const CHINESE_MESSAGE = {
  ...showMessage(
    {
      ...USED,
      language: "zh-cn",
      ownerLine: "RAM 用户 alice · 账号 prod（1047…2211）",
      answer: {
        tone: "used",
        headline: "使用中：3 小时前通过云服务器 ECS 使用",
        lines: [
          "DescribeInstances，来自 203.0.113.7，地域 cn-hangzhou，2026年11月20日 14:12（UTC 06:12）",
          "如果禁用此密钥，alice 对 6 个服务的调用将会失败。",
        ],
        footnote: "记录自 2025年10月16日 起 · 最多滞后一小时 · 2 分钟前由账号 prod 查询",
      },
      services: {
        state: "listed",
        rows: ROWS.map((row) => ({ ...row, name: NAMES[row.code] ?? row.name, source: "管控事件" })),
      },
      axis: {
        ...USED.axis,
        ticks: USED.axis.ticks.map((tick) => ({ ...tick, label: LABELS[tick.label] ?? tick.label })),
      },
    },
    [events({ rows: EVENTS.map((row) => ({ ...row, relative: "3 小时前", source: "管控事件" })) })],
  ),
  strings: STRINGS,
};
