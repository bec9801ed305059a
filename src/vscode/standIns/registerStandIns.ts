import * as vscode from "vscode";
import { COMMANDS } from "../commands/names";
import type { Features } from "../features";
import { HoverStandIn, LensStandIn } from "./editorStandIns";
import type { FeaturesOnDemand } from "./featuresOnDemand";
import { KeySpotter } from "./keySpotter";
import { LookOut } from "./lookOut";
import { registerTree } from "./treeStandIn";
import { registerWorkspace } from "./workspaceStandIns";

/**
 * Registers with VS Code what a person can see and press, all at once and with as little as possible behind it: each
 * stand-in hands on to the features, and only those are asked about keys.
 */
export function registerStandIns(context: vscode.ExtensionContext, features: FeaturesOnDemand): void {
  const spotter = new KeySpotter();
  const lookOut = new LookOut(spotter, features);
  const lens = new LensStandIn(spotter, features);
  context.subscriptions.push(
    ...registerCommands(features),
    registerTree(features),
    registerPanel("keytrail.usage", features, ({ panels }) => panels),
    registerPanel("keytrail.report", features, ({ report }) => report),
    registerWorkspace(features),
    vscode.languages.registerCodeLensProvider(EVERYWHERE, lens),
    vscode.languages.registerHoverProvider(EVERYWHERE, new HoverStandIn(spotter, features)),
    lens,
    lookOut,
    spotter,
    // From now on the features look for themselves.
    features.onDidStart(() => {
      lookOut.dispose();
      spotter.dispose();
    }),
  );
}

/** Every text document: notebooks, untitled ones and virtual file systems too. */
const EVERYWHERE: vscode.DocumentSelector = { language: "*" };

function registerCommands(features: FeaturesOnDemand): vscode.Disposable[] {
  return Object.values(COMMANDS).map((name) =>
    vscode.commands.registerCommand(name, (argument?: unknown) =>
      features.ask(({ commands }) => commands[name](argument)),
    ),
  );
}

/** Brings panels back after the window was reloaded. */
function registerPanel(
  viewType: string,
  features: FeaturesOnDemand,
  serializerOf: (features: Features) => vscode.WebviewPanelSerializer,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(viewType, {
    deserializeWebviewPanel: async (panel, state: unknown) => {
      const closed = new AbortController();
      panel.onDidDispose(() => {
        closed.abort();
      });
      const serializer = serializerOf(await features.load());
      if (!closed.signal.aborted) await serializer.deserializeWebviewPanel(panel, state);
    },
  });
}
