import * as vscode from "vscode";
import type { KeyRef } from "../../core/usage/key";
import type { KeyDetail, KeyUsageProvider } from "../../core/usage/provider";
import type { RotationStep } from "../../core/verdict/rotation";
import { parseFromPage, type FromPage, type LoadDetail, type ToPage } from "../../shared/panelMessages";
import { COMMANDS } from "../commands/names";
import type { PanelParts } from "./panelParts";
import { pageHtml } from "./pageHtml";
import { pageStrings } from "./pageStrings";
import { rotationOf, stepPlaceOf, type RotationInput } from "./rotationOf";
import { ServiceDetails } from "./serviceDetails";
import { usagePageOf } from "./usagePageOf";

/** One key's panel: hands the page what to draw, and does what the page's links ask for. */
export class UsagePanel implements vscode.Disposable {
  private readonly listening: vscode.Disposable[] = [];
  private details: ServiceDetails | undefined;
  private detailsAsOf: string | undefined;
  /** Whether a person opened or refreshed it in this window: then what it shows is asked for. */
  private isAskedFor = false;

  constructor(
    private readonly identity: Pick<KeyRef, "provider" | "kind" | "id">,
    private readonly panel: vscode.WebviewPanel,
    private readonly parts: PanelParts,
    private readonly onClosed: () => void,
  ) {}

  start(): void {
    const { extensionUri, hub } = this.parts;
    const dist = vscode.Uri.joinPath(extensionUri, "dist");
    this.panel.iconPath = {
      light: vscode.Uri.joinPath(extensionUri, "media", "panel-light.svg"),
      dark: vscode.Uri.joinPath(extensionUri, "media", "panel-dark.svg"),
    };
    this.listening.push(
      this.panel.webview.onDidReceiveMessage((message: unknown) => {
        const parsed = parseFromPage(message);
        if (parsed) this.obey(parsed);
      }),
      this.panel.onDidDispose(() => {
        this.close();
      }),
      hub.onDidChange(() => {
        this.askAnew();
        this.send();
      }),
    );
    this.panel.webview.options = { enableScripts: true, localResourceRoots: [dist] };
    this.panel.webview.html = pageHtml(this.panel.webview, dist, "usage");
    this.setTitle();
  }

  reveal(): void {
    this.panel.reveal();
    this.ask(false);
  }

  /** A person's wish: asks for the key with its services, unless a recent answer has them. */
  ask(fresh: boolean): void {
    this.isAskedFor = true;
    this.lookUp(fresh);
  }

  /** As `ask` without a person's wish, where that is allowed. */
  askUnasked(): void {
    if (this.parts.settings.mayLookUpUnasked) this.lookUp(false);
  }

  dispose(): void {
    this.panel.dispose();
  }

  /** When the accounts changed nothing is known any more; a page in sight need not be asked for a second time. */
  private askAnew(): void {
    const { known, failed, busy } = this.parts.usage.peek(this.key);
    if (this.panel.visible && !known && !failed && !busy) this.askUnasked();
  }

  private lookUp(fresh: boolean): void {
    this.parts.usage.ask(this.key, { products: true, fresh }).catch((error: unknown) => {
      this.parts.log.error("Looking up a key", error);
    });
  }

  private close(): void {
    // What is new about a key has been seen once its page was: it stays marked for as long as the page is open.
    this.parts.usage.newsSeen(this.key);
    this.details?.dispose();
    for (const item of this.listening.splice(0)) item.dispose();
    this.onClosed();
  }

  private obey(message: FromPage): void {
    switch (message.type) {
      case "ready":
        this.send();
        return;
      case "refresh":
        this.ask(true);
        return;
      case "copy":
        this.run(COMMANDS.copyUsage, this.key);
        return;
      case "copyEvidence":
        this.run(COMMANDS.copyEvidence, this.key);
        return;
      case "openConsole":
        this.run(COMMANDS.openInConsole, this.key);
        return;
      case "copyPolicy":
        this.run(COMMANDS.copyPolicy, this.key.provider);
        return;
      case "openStep":
        this.openStep(message.step);
        return;
      case "copyStep":
        this.copyStep(message.step);
        return;
      case "loadDetail":
        this.loadDetail(message);
        return;
    }
  }

  private loadDetail({ service, kind, after, unasked }: LoadDetail): void {
    if (unasked && !this.isAskedFor && !this.parts.settings.mayLookUpUnasked) {
      this.details?.offer(service, kind);
      return;
    }
    this.details?.load(service, kind, after).catch((error: unknown) => {
      this.parts.log.error("Loading the detail of a service", error);
    });
  }

  private openStep(id: string): void {
    const url = this.stepNamed(id)?.consoleUrl?.(stepPlaceOf(this.rotation));
    if (url !== undefined) void vscode.env.openExternal(vscode.Uri.parse(url, true));
  }

  private copyStep(id: string): void {
    const command = this.stepNamed(id)?.command?.(stepPlaceOf(this.rotation));
    if (command === undefined) return;
    void vscode.env.clipboard.writeText(command);
    vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the command. Read it before you run it."), 3000);
  }

  private stepNamed(id: string): RotationStep | undefined {
    return this.rotation.steps.find((step) => step.id === id);
  }

  private get rotation(): RotationInput {
    const { usage, words, siblingOf } = this.parts;
    const { known, failed } = usage.peek(this.key);
    return {
      key: this.key,
      usage: known ?? failed,
      ...siblingOf(this.key),
      steps: this.provider?.rotationSteps(this.key) ?? [],
      wording: words.wording(),
      nameOf: (key) => words.nameOf(key),
    };
  }

  private run(command: string, argument: unknown): void {
    vscode.commands.executeCommand(command, argument).then(undefined, (error: unknown) => {
      this.parts.log.error(`Running ${command}`, error);
    });
  }

  private setTitle(): void {
    this.panel.title = vscode.l10n.t("Usage of {0}", this.parts.words.nameOf(this.key));
  }

  private send(): void {
    const { usage, words } = this.parts;
    const state = usage.peek(this.key);
    this.setTitle();
    // Details belong to one answer; with a newer one they are asked for anew.
    if (state.known?.asOf !== this.detailsAsOf) {
      this.details?.dispose();
      this.detailsAsOf = state.known?.asOf;
      this.details =
        state.known &&
        new ServiceDetails(this.key, state.known, usage, words, this.policy, this.detail, (detail) => {
          this.post({ type: "detail", detail });
          // What was loaded is part of what would break without the key.
          if (!detail.loading) this.send();
        });
    }
    const page = usagePageOf({
      key: this.key,
      idText: words.idOf(this.key),
      state,
      wording: { ...words.wordingFor(this.key), ...(this.details && { evidence: this.details.evidence }) },
      rotation: rotationOf(this.rotation),
      records: usage.peekRecords(this.key),
      policy: this.policy,
      detail: this.detail,
    });
    const { provider, kind, id, account } = this.key;
    const restore = { provider, kind, id, ...(account !== undefined && { account }) };
    this.post({ type: "show", restore, page, strings: pageStrings(), details: this.details?.all ?? [] });
  }

  /** As the settings have it now: its label and account may change while the panel is open. */
  private get key(): KeyRef {
    return this.parts.registry.configured(this.identity);
  }

  private get policy(): string | undefined {
    return this.provider?.minimalPolicy();
  }

  private get detail(): KeyDetail {
    return this.provider?.detailFor(this.key) ?? { kind: "none" };
  }

  private get provider(): KeyUsageProvider | undefined {
    return this.parts.providers.find(({ id }) => id === this.key.provider);
  }

  private post(message: ToPage): void {
    // Resolves to false while the page is hidden; it says "ready" when it comes back.
    void this.panel.webview.postMessage(message);
  }
}
