import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { accountCommands } from "./commands/accountCommands";
import { generalCommands } from "./commands/generalCommands";
import { inventoryCommands } from "./commands/inventoryCommands";
import { keyCommands } from "./commands/keyCommands";
import { FINDING_COMMANDS, type FindingCommandName } from "./commands/findingCommandNames";
import type { Commands } from "./commands/names";
import { reportCommands } from "./commands/reportCommands";
import { KeyHoverProvider } from "./editor/hover";
import { KeyLensProvider } from "./editor/lens";
import { FindingsOnDemand } from "./findings/findingsOnDemand";
import type { UsagePanels } from "./panel/usagePanels";
import type { ReportView } from "./report/reportView";
import { createServices, type Services } from "./services";
import type { KeysTree } from "./tree/keysTree";

/** What a person can see and press. Each is registered by a stand-in, which hands on what VS Code asks. */
export interface Features {
  readonly commands: Commands;
  readonly lens: KeyLensProvider;
  readonly hover: KeyHoverProvider;
  readonly tree: KeysTree;
  readonly panels: UsagePanels;
  readonly report: ReportView;
  readonly findings: FindingsOnDemand;
  /** What somebody can do about the keys in a part of a document. */
  quickFixesAt(
    document: vscode.TextDocument,
    range: vscode.Range,
  ): vscode.ProviderResult<vscode.CodeAction[]>;
  /** Fires when whatever shows keys should be drawn again. */
  readonly onDidChange: vscode.Event<void>;
  setTreeVisible(visible: boolean): void;
  /** To be called when the accounts changed before anybody here was listening. */
  accountsChanged(): void;
  flush(): Promise<void>;
}

/** Makes the services and sets them to work; resolves when what earlier windows learnt is there too. */
export async function startFeatures(context: vscode.ExtensionContext): Promise<Features> {
  // The parts without vscode write their sentences through this; VS Code has the translation.
  if (vscode.l10n.bundle) l10n.config({ contents: vscode.l10n.bundle });
  const services = createServices(context);
  const { hub, scheduler, credentialsWatch, usage, log } = services;
  context.subscriptions.push(
    services.registry.onDidChange(() => {
      tellContext(services);
    }),
    hub.onMinute(() => {
      scheduler.soon();
    }),
  );
  hub.start();
  scheduler.start();
  credentialsWatch.start();
  tellContext(services);
  await usage.restore().catch((error: unknown) => {
    log.error("Reading the saved answers", error);
  });
  const findings = new FindingsOnDemand(async () => {
    const { startFindings } = await import("./findings/findings");
    return startFindings(context, services);
  });
  context.subscriptions.push(findings);
  return featuresOf(services, findings);
}

function featuresOf(services: Services, findings: FindingsOnDemand): Features {
  const { documentKeys, words, settings, hub, usage, tree, panels, report, scheduler, credentialsWatch } =
    services;
  return {
    commands: {
      ...keyCommands(services),
      ...accountCommands(services),
      ...inventoryCommands(services),
      ...generalCommands(services),
      ...reportCommands(services, findings),
      ...commandsOnDemand(findings),
    },
    lens: new KeyLensProvider(documentKeys, words, settings),
    hover: new KeyHoverProvider(documentKeys, usage, words, settings),
    ...{ tree, panels, report, findings },
    quickFixesAt: async (document, range) =>
      documentKeys.locate(document).some((located) => located.range.intersection(range) !== undefined)
        ? (await findings.load()).quickFixes.provideCodeActions(document, range)
        : undefined,
    onDidChange: hub.onDidChange,
    setTreeVisible: (visible) => {
      scheduler.setTreeVisible(visible);
      if (visible) tree.checkAccounts();
    },
    accountsChanged: () => {
      credentialsWatch.deleteOrphans();
    },
    flush: () => usage.flush(),
  };
}

function commandsOnDemand(findings: FindingsOnDemand): Pick<Commands, FindingCommandName> {
  const entries = FINDING_COMMANDS.map((name) => [
    name,
    async (argument?: unknown) => (await findings.load()).commands[name](argument),
  ]);
  return Object.fromEntries(entries) as Pick<Commands, FindingCommandName>;
}

/** Decides which welcome the empty view gives. */
function tellContext({ registry, treeMemory }: Services): void {
  const { executeCommand } = vscode.commands;
  void executeCommand("setContext", "keytrail.hasAccounts", registry.accounts.length > 0);
  void executeCommand("setContext", "keytrail.filtered", treeMemory.view.filters.length > 0);
}
