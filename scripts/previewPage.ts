// Draws the usage page and the report in every state, theme and width without VS Code, in seconds:
//
//   npx tsx scripts/previewPage.ts [part of a name]     pictures in artifacts/page/
//
// The messages are those of the unit tests; the themes are VS Code's own (previewThemes.json: its variables, as a
// webview of VS Code 1.139 gets them).
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import esbuild from "esbuild";
import type { Browser } from "playwright-core";
import type { ToPage } from "../src/shared/panelMessages";
import { parseFromPage } from "../src/shared/panelMessages";
import { parseFromReport, type ToReport } from "../src/shared/reportMessages";
import { CHINESE_MESSAGE } from "../test/unit/webview/chinesePage";
import { events, KMS, PAGES, records, showMessage, USED } from "../test/unit/webview/pages";
import { CHINESE_REPORT, REPORT, reportMessage, REPORTS } from "../test/unit/webview/report/reportPages";
import { launchBrowser } from "./browser";

interface Theme {
  readonly name: string;
  readonly bodyClass: string;
  readonly variables: Readonly<Record<string, string>>;
}

interface Scene {
  readonly name: string;
  readonly theme: string;
  readonly width: number;
  readonly messages: readonly (ToPage | ToReport)[];
  /** Which page; the usage page unless told otherwise. */
  readonly page?: "report";
  readonly open?: readonly string[];
}

const root = path.join(import.meta.dirname, "..");
const artifacts = path.join(root, "artifacts", "page");
const THEMES = JSON.parse(
  readFileSync(path.join(import.meta.dirname, "previewThemes.json"), "utf8"),
) as Readonly<Record<string, Theme>>;
const WIDTHS = [1300, 700, 420, 320];

/** The same policy as the extension's, so that a style or script it forbids is missing here too. */
const SECURITY = "default-src 'none'; style-src 'self'; script-src 'self'";

const opened = [
  showMessage(USED, [
    events(),
    {
      service: "Oss",
      kind: "events",
      rows: [],
      loading: false,
      more: false,
      problem: { message: "The cloud is busy.", requestId: "7B3E1F52-55C4", retryable: true },
    },
    { service: "Kms", kind: "events", rows: [], loading: false, more: false },
  ]),
];

const SCENES: readonly Scene[] = [
  ...Object.keys(THEMES).flatMap((theme) =>
    WIDTHS.map((width) => ({ name: "open", theme, width, messages: opened, open: ["Ecs"] })),
  ),
  ...Object.entries(PAGES).flatMap(([name, page]) =>
    [1300, 320].map((width) => ({ name, theme: "dark", width, messages: [showMessage(page)] })),
  ),
  ...["denied", "loading", "failed"].map((name) => ({
    name,
    theme: "hcLight",
    width: 700,
    messages: [showMessage(PAGES[name as keyof typeof PAGES])],
  })),
  ...["dark", "light", "hcDark"].flatMap((theme) =>
    WIDTHS.map((width) => ({ name: "kms-records", theme, width, messages: [showMessage(KMS, [records()])] })),
  ),
  { name: "blank", theme: "light", width: 700, messages: [] },
  { name: "several", theme: "light", width: 1300, messages: opened, open: ["Ecs", "Oss", "Cr", "Kms"] },
  ...WIDTHS.map((width) => ({
    name: "chinese",
    theme: "light",
    width,
    messages: [CHINESE_MESSAGE],
    open: ["Ecs"],
  })),
];

/** The report beside them; its pages begin with their name, so that a part of it chooses them all. */
const REPORT_SCENES: readonly Scene[] = [
  ...Object.keys(THEMES).flatMap((theme) =>
    WIDTHS.map((width) => ({ name: "report", theme, width, messages: [reportMessage(REPORT)] })),
  ),
  ...Object.entries(REPORTS).flatMap(([name, page]) =>
    [1300, 420].map((width) => ({
      name: `report-${name}`,
      theme: "dark",
      width,
      messages: [reportMessage(page)],
    })),
  ),
  { name: "report-blank", theme: "light", width: 700, messages: [] },
  ...WIDTHS.map((width) => ({ name: "report-chinese", theme: "light", width, messages: [CHINESE_REPORT] })),
].map((scene) => ({ ...scene, page: "report" }));

void drawAll(process.argv[2] ?? "");

async function drawAll(wanted: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  const bundles = {
    usage: await bundle("main.tsx", "usage.css"),
    report: await bundle("report/main.tsx", "report/report.css"),
  };
  const browser = await launchBrowser();
  try {
    for (const scene of [...SCENES, ...REPORT_SCENES].filter(({ name }) => name.includes(wanted)))
      await draw(browser, bundles[scene.page ?? "usage"], scene);
  } finally {
    await browser.close();
  }
}

interface Bundle {
  readonly script: string;
  readonly style: string;
}

async function bundle(...files: readonly string[]): Promise<Bundle> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: files.map((file) => `src/webview/${file}`),
    outdir: "preview",
    bundle: true,
    write: false,
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  const file = (ending: string) => outputFiles.find(({ path: name }) => name.endsWith(ending))?.text ?? "";
  return { script: file(".js"), style: file(".css") };
}

async function draw(browser: Browser, { script, style }: Bundle, scene: Scene): Promise<void> {
  const { name, theme: themeName, width, messages, open = [] } = scene;
  const theme = THEMES[themeName];
  if (theme === undefined) throw new Error(`No theme ${themeName}`);
  const context = await browser.newContext({ viewport: { width, height: 600 }, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") console.error(`${name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => {
    console.error(`${name}: ${error.message}`);
  });
  const saved = {
    ui: {
      rotation: { isOpen: name === "rotation", ticked: [] },
      open: open.map((code) => ({ code, tab: "events", raw: code === "Ecs" ? ["events/1"] : [] })),
    },
  };
  const files: Record<string, { contentType: string; body: string }> = {
    "/": { contentType: "text/html", body: html(theme) },
    "/host.js": { contentType: "text/javascript", body: fakeHost(messages, saved) },
    "/usage.js": { contentType: "text/javascript", body: script },
    "/usage.css": { contentType: "text/css", body: style },
    "/theme.css": { contentType: "text/css", body: css(theme) },
  };
  await page.route("**/*", async (route) => {
    const file = files[new URL(route.request().url()).pathname];
    await (file === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ ...file, headers: { "content-security-policy": SECURITY } }));
  });
  await page.goto("http://preview.example/");
  const posted = await page.evaluate(() => (globalThis as unknown as { posted: unknown[] }).posted);
  const parse = scene.page === "report" ? parseFromReport : parseFromPage;
  const unknown = posted.filter((message) => parse(message) === undefined);
  if (unknown.length > 0) console.error(`${name}: the host would not understand ${JSON.stringify(unknown)}`);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (overflow > 0) console.error(`${name}, ${width} px: scrolls sideways by ${overflow} px`);
  const file = path.join(artifacts, `${name}-${themeName}-${width}.png`);
  await page.screenshot({ path: file, fullPage: true });
  console.log(path.relative(root, file));
  await context.close();
}

function html(theme: Theme): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8">
<link rel="stylesheet" href="/theme.css"><link rel="stylesheet" href="/usage.css"></head>
<body class="${theme.bodyClass}"><script src="/host.js"></script><script src="/usage.js"></script></body></html>`;
}

function css({ variables }: Theme): string {
  const lines = Object.entries(variables).map(([name, value]) => `${name}: ${value};`);
  return `html { ${lines.join("\n")}
    --vscode-font-family: system-ui, "Ubuntu", "Droid Sans", sans-serif; --vscode-font-size: 13px;
    --vscode-editor-font-family: "Droid Sans Mono", monospace; background: var(--vscode-editor-background); }`;
}

function fakeHost(messages: Scene["messages"], saved: unknown): string {
  return `globalThis.posted = [];
  globalThis.acquireVsCodeApi = () => ({
    getState: () => (${JSON.stringify(saved)}),
    setState: () => {},
    postMessage: (message) => {
      posted.push(message);
      if (message.type === "ready") for (const one of ${JSON.stringify(messages)}) dispatchEvent(new MessageEvent("message", { data: one }));
    },
  });`;
}
