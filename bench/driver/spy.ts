import Module from "node:module";
import path from "node:path";
import * as vscode from "vscode";

/** What an extension requires and registers while it is watched. */
export class Spy {
  /** What its files require, as they write it, each once, in order. */
  readonly loaded: string[] = [];
  /** Called with whatever VS Code asked the extension to draw above the lines of a document. */
  onLenses: (document: vscode.TextDocument, lenses: readonly vscode.CodeLens[]) => void = () => undefined;
  private hover: vscode.HoverProvider | undefined;
  private lens: vscode.CodeLensProvider | undefined;

  private constructor(private readonly folder: string) {}

  /** Watches the extension in this folder from now on; to be called before it is activated. */
  static on(folder: string): Spy {
    const spy = new Spy(folder + path.sep);
    const loader = Module as unknown as Loader;
    const load = loader._load.bind(loader);
    loader._load = (request, parent, ...rest) => {
      const loaded = load(request, parent, ...rest);
      if (parent?.filename?.startsWith(spy.folder) !== true) return loaded;
      if (!spy.loaded.includes(request)) spy.loaded.push(request);
      return request === "vscode" ? spy.watched(loaded as typeof vscode) : loaded;
    };
    return spy;
  }

  get hoverProvider(): vscode.HoverProvider {
    if (this.hover === undefined) throw new Error("No hover was registered.");
    return this.hover;
  }

  /** Draws as VS Code would have it draw; at once, since drawing asks nobody, and by then everything is loaded. */
  drawLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const lenses = this.lens?.provideCodeLenses(document, NEVER);
    if (!Array.isArray(lenses)) throw new Error("There are no lenses, or they were not there at once.");
    return lenses;
  }

  /** The same API, but its registrations pass by here: so a provider can be timed without VS Code around it. */
  private watched(api: typeof vscode): typeof vscode {
    const { registerCodeLensProvider, registerHoverProvider } = api.languages;
    return {
      ...api,
      languages: {
        ...api.languages,
        registerCodeLensProvider: (selector, provider) => {
          this.lens = provider;
          return registerCodeLensProvider(selector, {
            ...(provider.onDidChangeCodeLenses && { onDidChangeCodeLenses: provider.onDidChangeCodeLenses }),
            provideCodeLenses: async (document, token) => {
              const lenses = (await provider.provideCodeLenses(document, token)) ?? [];
              this.onLenses(document, lenses);
              return lenses;
            },
          });
        },
        registerHoverProvider: (selector, provider) =>
          registerHoverProvider(selector, (this.hover = provider)),
      },
    };
  }
}

const NEVER = new vscode.CancellationTokenSource().token;

/** Node has no public way to see who requires what. */
interface Loader {
  _load(request: string, parent: { readonly filename?: string } | undefined, ...rest: unknown[]): unknown;
}
