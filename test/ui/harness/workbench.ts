import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from "playwright-core";
import { launchBrowser } from "../../../scripts/browser";
import { withoutCloudCredentials } from "../../../scripts/environment";
import { installExtension } from "../../../scripts/installedExtension";
import { NEWEST_VSCODE } from "../../../scripts/vscodeDownload";
import { startVSCodeServer, type VSCodeServer } from "../../../scripts/vscodeServer";
import { middleOf } from "./codePointer";
import { writeFiles } from "./files";
import { QuickInput } from "./quickInput";
import { ReportPage } from "./reportPage";
import { settledTree } from "./settledTree";
import { UsagePage } from "./usagePage";
import type { WorkbenchOptions } from "./workbenchOptions";

/** Something that a page of the window printed. */
export interface ConsoleMessage {
  readonly text: string;
  /** Of the script or page that it comes from. */
  readonly url: string;
}

/** Those that a test has open now. */
export const openWorkbenches = new Set<Workbench>();

let sharedBrowser: Promise<Browser> | undefined;
let sharedExtension: Promise<string> | undefined;

/** Ends the browser that all workbenches share, and removes the extension that they ran. */
export async function closeBrowser(): Promise<void> {
  await (await sharedBrowser)?.close();
  if (sharedExtension !== undefined) await rm(await sharedExtension, { recursive: true, force: true });
  sharedBrowser = sharedExtension = undefined;
}

/** A VS Code window with KeyTrail installed as from its VSIX, and the things a person does in it. */
export class Workbench {
  readonly quickInput: QuickInput;
  /** What all of its pages printed so far, the newest last. */
  readonly printed: ConsoleMessage[] = [];
  /** Whatever script opened a dialogue of the browser; nothing should. */
  readonly browserDialogs: string[] = [];

  private constructor(
    readonly page: Page,
    readonly server: VSCodeServer,
    /** The home folder of the extension host, for a `.aliyun/config.json` and the like. */
    readonly home: string,
    private readonly folder: string,
    private readonly context: BrowserContext,
  ) {
    this.quickInput = new QuickInput(page);
    page.on("console", (message) => {
      this.printed.push({ text: message.text(), url: message.location().url });
    });
    page.on("dialog", (dialog) => {
      this.browserDialogs.push(dialog.message());
      void dialog.dismiss();
    });
  }

  /** Starts a VS Code of its own and waits until it shows the folder and KeyTrail's icon. */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    sharedBrowser ??= launchBrowser();
    sharedExtension ??= installExtension();
    const home = await mkdtemp(path.join(tmpdir(), "keytrail-home-"));
    await writeFiles(home, options.homeFiles ?? {});
    const server = await startVSCodeServer({
      version: options.version ?? NEWEST_VSCODE,
      settings: { "workbench.colorTheme": options.theme ?? "Default Dark Modern", ...options.settings },
      env: { ...withoutCloudCredentials(home), ...options.env },
      extensionsDir: await sharedExtension,
      workspaceTrust: options.workspaceTrust ?? false,
    });
    const context = await (
      await sharedBrowser
    ).newContext({
      viewport: options.size ?? { width: 1280, height: 800 },
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    if (options.language !== undefined) await speak(context, options.language);
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const workbench = new Workbench(page, server, home, options.folder, context);
    openWorkbenches.add(workbench);
    await page.goto(server.url(options.folder));
    await workbench.ready();
    if (options.file !== undefined) await workbench.openFile(options.file);
    return workbench;
  }

  /** Loads the window anew, as a person does with "Reload Window". */
  async reload(): Promise<void> {
    const loaded = this.page.waitForEvent("load");
    await this.runCommand("Developer: Reload Window");
    await loaded;
    await this.ready();
  }

  /** Opens a file of the folder by its name, as a person does with "Go to File". */
  async openFile(file: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+P");
    const name = path.basename(file);
    // Whole, since the search for a part of it is done by a native program that the older server lacks.
    await this.quickInput.type(path.resolve(this.folder, file));
    await this.quickInput.row(name).first().click();
    await this.tab(name).waitFor();
  }

  async close(): Promise<void> {
    openWorkbenches.delete(this);
    await this.context.close();
    await this.server.stop();
    await rm(this.home, { recursive: true, force: true, maxRetries: 3 });
  }

  /** The machine's settings as they are now, by name. */
  async settings(): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(await readFile(this.server.settingsFile, "utf8")) as Record<string, unknown>;
  }

  /** Changes machine settings as a person does who edits the file; `undefined` takes one out. */
  async changeSettings(changes: Readonly<Record<string, unknown>>): Promise<void> {
    const settings = { ...(await this.settings()), ...changes };
    await writeFile(this.server.settingsFile, JSON.stringify(settings, undefined, 2));
  }

  /** Shows KeyTrail's side bar. */
  async showKeyTrail(): Promise<void> {
    const icon = this.page.locator('.activitybar a.action-label[aria-label^="KeyTrail"]');
    const pane = this.page.locator('.sidebar .composite.title:has-text("KeyTrail")');
    if (!(await pane.isVisible())) await icon.click();
    await pane.waitFor();
    await this.page.mouse.move(2, 2); // or the icon's name stands over the first rows
  }

  /** The rows of the side bar's trees whose text contains this; none named: all. */
  treeRow(text?: string | RegExp): Locator {
    const rows = this.page.locator(".sidebar .monaco-list-row");
    return text === undefined ? rows : rows.filter({ hasText: text });
  }

  /** A row to point at, once it is there and all rows stay where they are. */
  async settledRow(text: string | RegExp): Promise<Locator> {
    const row = this.treeRow(text);
    await row.waitFor();
    await settledTree(this.page);
    return row;
  }

  /** What stands above lines of code, by its text. */
  codeLens(text: string | RegExp): Locator {
    // Those that went out of use stay in the page, hidden, with their last text.
    return this.page.locator(".codelens-decoration:visible").filter({ hasText: text });
  }

  /** The same where a click does something: VS Code shows the text a moment before the link. */
  codeLensLink(text: string | RegExp): Locator {
    return this.codeLens(text).locator("a");
  }

  /** Points at a piece of code and returns the hover that opens. */
  async hover(token: string): Promise<Locator> {
    const hover = this.page.locator(".monaco-resizable-hover .monaco-hover-content:visible").first();
    await this.page.mouse.move(2, 2); // an older hover goes before the new one comes
    await hover.waitFor({ state: "hidden" });
    const target = await middleOf(this.page, token);
    await this.page.mouse.move(target.x - 1, target.y - 1);
    await this.page.mouse.move(target.x, target.y);
    await hover.waitFor();
    return hover;
  }

  /** Rests the pointer on a row, a tab or a button and returns what VS Code says about it. */
  async tooltip(target: Locator): Promise<Locator> {
    const any = this.page.locator(".workbench-hover-container .monaco-hover:visible");
    // Until the extension has said what is in it, VS Code says that it loads.
    const tooltip = any.filter({ hasNotText: "Loading..." }).first();
    await this.page.mouse.move(2, 2); // an older one goes before the new one comes
    // One whose row was drawn anew under the pointer does not hear that the pointer left.
    if (!(await disappears(any.first()))) await this.page.keyboard.press("Escape");
    await any.first().waitFor({ state: "detached" });
    // A row that is drawn anew under a resting pointer says nothing until the pointer comes again from outside.
    for (let x = 60; x < 100; x += 4) {
      await this.page.mouse.move(2, 2);
      await target.hover({ position: { x, y: 10 } });
      // First it says that it is being loaded.
      if (await appears(tooltip.filter({ hasNotText: "Loading..." }))) return tooltip;
    }
    throw new Error("No tooltip came.");
  }

  /** Chooses a command in the palette by its whole title, category included (`KeyTrail: Refresh`). */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.quickInput.chooseCommand(title);
  }

  /** Chooses from the menu that a right click on something opens. */
  async chooseFromMenu(target: Locator, title: string): Promise<void> {
    await target.click({ button: "right" });
    // As long as a person's press: VS Code takes a shorter one for the end of the right click.
    await this.page.getByRole("menuitem", { name: title }).click({ delay: 150 });
  }

  /** The messages in the corner. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-list-item").filter({ hasText: text });
  }

  /** The question that blocks the window until it is answered. */
  modal(text?: string | RegExp): Locator {
    const boxes = this.page.locator(".monaco-dialog-box");
    return text === undefined ? boxes : boxes.filter({ hasText: text });
  }

  /** The usage page that is in front. */
  usagePage(): UsagePage {
    return new UsagePage(this.frontPage());
  }

  /** The report, when it is in front. */
  reportPage(): ReportPage {
    return new ReportPage(this.frontPage());
  }

  /** The tab of an editor, by its title. */
  tab(title: string | RegExp): Locator {
    return this.page.locator(".tabs-container .tab").filter({ hasText: title });
  }

  /** The bar at the bottom, where short messages stand for a moment. */
  statusBar(text: string): Locator {
    return this.page.locator(".statusbar-item").filter({ hasText: text });
  }

  /** Keeps a picture of the whole window, or of a part, for people to look at. */
  async screenshot(name: string, part?: Locator): Promise<void> {
    const folder = path.join("artifacts", "screenshots");
    await mkdir(folder, { recursive: true });
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
    await (part ?? this.page).screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
  }

  private frontPage(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  private async ready(): Promise<void> {
    await this.page
      .locator('.activitybar a.action-label[aria-label^="KeyTrail"]')
      .waitFor({ timeout: 45_000 });
    // The status bar's remote entry says "Opening Remote…" until the extension host is there.
    await this.page.locator('.statusbar-item[id="status.host"]').waitFor();
  }
}

/** Whether something comes into sight within a second and a half; VS Code's own delay is half a second. */
export async function appears(target: Locator): Promise<boolean> {
  return comesTo(target, "visible");
}

async function disappears(target: Locator): Promise<boolean> {
  return comesTo(target, "detached");
}

async function comesTo(target: Locator, state: "visible" | "detached"): Promise<boolean> {
  return target.waitFor({ state, timeout: 1500 }).then(
    () => true,
    () => false,
  );
}

/** VS Code's server takes the language from this global of its page, which a language pack would set. */
async function speak(context: BrowserContext, language: string): Promise<void> {
  await context.addInitScript((value) => {
    Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { value, writable: true });
  }, language);
}
