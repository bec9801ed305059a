import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from "playwright-core";
import { launchBrowser } from "../../../scripts/browser";
import { withoutCloudCredentials } from "../../../scripts/environment";
import { installExtension } from "../../../scripts/installedExtension";
import { NEWEST_VSCODE, type VSCodeVersion } from "../../../scripts/vscodeDownload";
import { startVSCodeServer, type VSCodeServer } from "../../../scripts/vscodeServer";

/** A colour theme, as the setting `workbench.colorTheme` names it. */
export type Theme = "Default Light Modern" | "Default Dark Modern" | "Default High Contrast";

/** What kind of VS Code a test wants; everything but the folder has a default. */
export interface WorkbenchOptions {
  readonly folder: string;
  /** A file of it to open. */
  readonly file?: string;
  readonly version?: VSCodeVersion;
  /** Dark unless named otherwise. */
  readonly theme?: Theme;
  /** The language that KeyTrail speaks (`zh-cn`); VS Code's own words stay English. */
  readonly language?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Machine settings, by name. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Put over the environment that the extension sees; its home folder is an empty one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly workspaceTrust?: boolean;
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
  private constructor(
    readonly page: Page,
    readonly server: VSCodeServer,
    /** The home folder of the extension host, for a `.aliyun/config.json` and the like. */
    readonly home: string,
    private readonly folder: string,
    private readonly context: BrowserContext,
  ) {}

  /** Starts a VS Code of its own and waits until it shows the folder and KeyTrail's icon. */
  static async open(options: WorkbenchOptions): Promise<Workbench> {
    sharedBrowser ??= launchBrowser();
    sharedExtension ??= installExtension();
    const home = await mkdtemp(path.join(tmpdir(), "keytrail-home-"));
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
    await this.page.reload();
    await this.ready();
  }

  /** Opens a file of the folder by its name, as a person does with "Go to File". */
  async openFile(file: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+P");
    const name = path.basename(file);
    // Whole, since the search for a part of it is done by a native program that the older server lacks.
    const whole = path.resolve(this.folder, file);
    await this.page.locator(".quick-input-widget:visible input").first().fill(whole);
    await this.quickPickRow(name).first().click();
    await this.editor(name).waitFor();
  }

  async close(): Promise<void> {
    openWorkbenches.delete(this);
    await this.context.close();
    await this.server.stop();
    await rm(this.home, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Shows KeyTrail's side bar. */
  async showKeyTrail(): Promise<void> {
    const icon = this.page.locator('.activitybar a.action-label[aria-label^="KeyTrail"]');
    const pane = this.page.locator('.sidebar .composite.title:has-text("KeyTrail")');
    if (!(await pane.isVisible())) await icon.click();
    await pane.waitFor();
  }

  /** The rows of the side bar's trees whose text contains this; none named: all. */
  treeRow(text?: string | RegExp): Locator {
    const rows = this.page.locator(".sidebar .monaco-list-row");
    return text === undefined ? rows : rows.filter({ hasText: text });
  }

  /** The editor that shows the file of this name. */
  editor(fileName: string): Locator {
    return this.page
      .locator(`.editor-instance[aria-label*="${fileName}"], [data-uri$="/${fileName}"]`)
      .first();
  }

  /** The links that stand above lines of code, by their text. */
  codeLens(text: string | RegExp): Locator {
    return this.page.locator(".codelens-decoration").filter({ hasText: text });
  }

  /** Points at a piece of code and returns the hover that opens. */
  async hover(token: string): Promise<Locator> {
    const hover = this.page.locator(".monaco-resizable-hover .monaco-hover-content:visible").first();
    await this.page.mouse.move(2, 2); // an older hover goes before the new one comes
    await hover.waitFor({ state: "hidden" });
    const target = await this.middleOf(token);
    await this.page.mouse.move(target.x - 1, target.y - 1);
    await this.page.mouse.move(target.x, target.y);
    await hover.waitFor();
    return hover;
  }

  /** Chooses a command in the palette by its whole title, category included (`KeyTrail: Refresh`). */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input").first();
    await input.waitFor();
    await input.fill(`>${title}`);
    // VS Code keeps the label and its marks in separate elements, so the row is matched by its accessible name.
    await this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${title}"]`).first().click();
    // What the command asks comes in the same widget, so a caller that types must find the palette gone.
    await this.page.waitForFunction(() => {
      const widget = document.querySelector<HTMLElement>(".quick-input-widget");
      const open = widget !== null && widget.style.display !== "none";
      return !open || widget.querySelector("input")?.value.startsWith(">") !== true;
    });
  }

  /** The rows of the pick that is open. */
  quickPickRow(text: string | RegExp): Locator {
    return this.page.locator(".quick-input-widget:visible .monaco-list-row").filter({ hasText: text });
  }

  /** Types into the input that is open, and confirms. */
  async enter(text: string): Promise<void> {
    const input = this.page.locator(".quick-input-widget:visible input").first();
    await input.fill(text);
    await input.press("Enter");
  }

  /** The messages in the corner. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-list-item").filter({ hasText: text });
  }

  /** The page inside the webview that is in front. */
  webview(): FrameLocator {
    return this.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  }

  /** The tab of an editor, by its title. */
  tab(title: string | RegExp): Locator {
    return this.page.locator(".tabs-container .tab").filter({ hasText: title });
  }

  /** Keeps a picture of the whole window, or of a part, for people to look at. */
  async screenshot(name: string, part?: Locator): Promise<void> {
    const folder = path.join("artifacts", "screenshots");
    await mkdir(folder, { recursive: true });
    await this.page.evaluate(() => document.fonts.ready.then(() => undefined));
    await (part ?? this.page).screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" });
  }

  private async ready(): Promise<void> {
    await this.page
      .locator('.activitybar a.action-label[aria-label^="KeyTrail"]')
      .waitFor({ timeout: 45_000 });
    // The status bar's remote entry says "Opening Remote…" until the extension host is there.
    await this.page.locator('.statusbar-item[id="status.host"]').waitFor();
  }

  /** The middle of a piece of code, in a line that may show more than it. */
  private async middleOf(token: string): Promise<{ x: number; y: number }> {
    const line = this.page.locator(".view-line").filter({ hasText: token }).first();
    await line.waitFor();
    return line.evaluate((element, wanted) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      const before = element.textContent.replaceAll("\u00a0", " ").indexOf(wanted);
      const middle = before + Math.floor(wanted.length / 2);
      let offset = 0;
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const length = node.textContent?.length ?? 0;
        if (middle < offset + length) {
          range.setStart(node, middle - offset);
          range.setEnd(node, middle - offset + 1);
          const { left, top, width, height } = range.getBoundingClientRect();
          return { x: left + width / 2, y: top + height / 2 };
        }
        offset += length;
      }
      throw new Error(`"${wanted}" is not in the line.`);
    }, token);
  }
}

/** VS Code's server takes the language from this global of its page, which a language pack would set. */
async function speak(context: BrowserContext, language: string): Promise<void> {
  await context.addInitScript((value) => {
    Object.defineProperty(globalThis, "_VSCODE_NLS_LANGUAGE", { value, writable: true });
  }, language);
}
