import * as vscode from "vscode";
import { FindingsStore } from "../../core/findings/findingsStore";
import { isRecord } from "../../core/util/record";
import { systemClock } from "../../core/util/clock";
import type { Services } from "../services";
import { ComparedKeys } from "./comparedKeys";
import { DismissalFiles } from "./dismissalFiles";
import { findingCommands, type FindingCommands } from "./findingCommands";
import { FindingJudge } from "./findingJudge";
import { FindingsReport } from "./findingsReport";
import { LineAuthors } from "./lineAuthors";
import { Problems } from "./problems";
import { QuickFixes } from "./quickFixes";
import { ViewState } from "./viewState";
import { WorkspaceFindings } from "./workspaceFindings";
import type { WorkspaceNode } from "./workspaceNodes";
import { WorkspaceTree } from "./workspaceTree";

/** What a person can see and press about the keys of the workspace. */
export interface Findings {
  readonly commands: FindingCommands;
  readonly tree: WorkspaceTree;
  readonly quickFixes: QuickFixes;
  readonly store: FindingsStore;
  readonly dismissals: DismissalFiles;
  /** For the command that exports reports. */
  readonly report: FindingsReport;
  readonly showIn: (view: vscode.TreeView<WorkspaceNode>) => void;
}

/** Makes all of it; resolves when what is dismissed is known. */
export async function startFindings(
  context: Pick<vscode.ExtensionContext, "subscriptions">,
  services: Services,
): Promise<Findings> {
  const { usage, registry, directory, inventory, words, settings, documentKeys, hub, log } = services;
  const own = <T extends { dispose(): unknown }>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const dismissals = own(new DismissalFiles(systemClock));
  const store = own(new FindingsStore((finding) => dismissals.dismissalOf(finding)));
  const judge = new FindingJudge(usage, registry, words, settings);
  const authors = new LineAuthors();
  const compared = new ComparedKeys({
    ...{ providers: services.providers, store, judge, registry, directory, inventory, usage, log },
  });
  const tree = own(new WorkspaceTree({ store, judge, dismissals, compared, authors, usage, words }));
  const problems = own(new Problems(store, judge, settings));
  const workspace = own(
    new WorkspaceFindings({ keys: await services.workspaceKeys(), store, judge, usage, log }),
  );
  const quickFixes = new QuickFixes(services.providers, documentKeys, store);
  const report = new FindingsReport(store, judge, versionOfKeyTrail());
  const view = new ViewState(store, judge, tree);
  const drawing = own(
    new Drawing(() => {
      judge.forget();
      if (!store.wasScanned) return;
      problems.draw();
      tree.draw();
      view.draw();
    }),
  );
  own(
    store.onDidChange(() => {
      authors.forget();
      drawing.soon();
    }),
  );
  own(
    hub.onDidChange(() => {
      drawing.soon();
    }),
  );
  own(
    dismissals.onDidChange(() => {
      store.dismissalsChanged();
    }),
  );
  // A dismissal may have expired meanwhile.
  own(
    hub.onMinute(() => {
      store.dismissalsChanged();
    }),
  );
  await dismissals.start();
  const commands = findingCommands({
    ...{ workspace, store, dismissals, authors, quickFixes, documentKeys, settings },
    onScan: async () => {
      await compared.readProfiles();
      drawing.soon();
    },
    group: (by) => {
      tree.group(by);
      view.draw();
    },
  });
  return {
    ...{ commands, tree, quickFixes, store, dismissals, report },
    showIn: (shown) => {
      view.showIn(shown);
    },
  };
}

function versionOfKeyTrail(): string {
  const manifest: unknown = vscode.extensions.getExtension("keytrail.keytrail")?.packageJSON;
  return isRecord(manifest) && typeof manifest["version"] === "string" ? manifest["version"] : "0.0.0";
}

/** Draws soon after a change and, of many in a row, a few times a second: results stream in by the hundred. */
class Drawing implements vscode.Disposable {
  private pending: NodeJS.Timeout | undefined;
  private drawnAt = 0;

  constructor(private readonly draw: () => void) {}

  soon(): void {
    const wait = Math.max(SOON_MS, this.drawnAt + PAUSE_MS - Date.now());
    this.pending ??= setTimeout(() => {
      this.pending = undefined;
      this.drawnAt = Date.now();
      this.draw();
    }, wait);
  }

  dispose(): void {
    clearTimeout(this.pending);
  }
}

const SOON_MS = 20;
const PAUSE_MS = 250;
