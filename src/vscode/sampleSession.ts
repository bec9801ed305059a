import * as vscode from "vscode";
import type { Account } from "../core/usage/account";
import { toStoredText } from "../core/usage/storedCredentials";
import type { KeyRef } from "../core/usage/key";
import type { SampleCloud } from "../sample/sampleCloud";
import type { Registry } from "./accounts/registry";
import type { SecretStore } from "./credentials/secretStore";

/** The sample cloud inside this window: its accounts and keys come with it and go with it. */
export class SampleSession implements vscode.Disposable {
  private starting: Promise<Running> | undefined;

  constructor(
    private readonly storage: vscode.Uri,
    private readonly registry: Registry,
    private readonly secrets: SecretStore,
  ) {}

  /** Starts it if it does not run, and opens the file that has all its keys. */
  async open(): Promise<void> {
    this.starting ??= this.start();
    try {
      const { file } = await this.starting;
      await vscode.window.showTextDocument(file);
    } catch (error) {
      this.starting = undefined;
      throw error;
    }
  }

  async stop(): Promise<void> {
    const running = this.starting;
    this.starting = undefined;
    this.registry.setSession([], []);
    await (await running)?.cloud.close();
  }

  dispose(): void {
    // The server's sockets end with the process; closing them here only spares a reload the wait.
    this.starting?.then(
      ({ cloud }) => cloud.close(),
      () => undefined,
    );
  }

  private async start(): Promise<Running> {
    const { startSampleCloud, sampleProject } = await loadSample();
    const cloud = await startSampleCloud();
    const taken = new Set(this.registry.accounts.map(({ name }) => name));
    // One of the user's may have the same name, and then its credentials must not be mistaken for the sample's.
    const freeName = (name: string): string => (taken.has(name) ? freeName(`${name}-2`) : name);
    const accounts = cloud.accounts.map(({ name, provider }): Account => ({
      name: freeName(name),
      provider,
      credentials: { kind: "stored" },
      endpoint: cloud.origin,
      thisSessionOnly: true,
    }));
    for (const { name, provider, ...secret } of cloud.accounts) {
      this.secrets.hold({ provider, name: freeName(name) }, toStoredText(secret));
    }
    const folder = vscode.Uri.joinPath(this.storage, "sample");
    const files = sampleProject(cloud.story).map(
      ({ path, content }) => [vscode.Uri.joinPath(folder, path), content] as const,
    );
    for (const [uri, content] of files)
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    this.registry.setSession(accounts, listedKeys(cloud));
    const [first] = files;
    if (!first) throw new Error("The sample project has no file.");
    return { cloud, file: first[0] };
  }
}

interface Running {
  readonly cloud: SampleCloud;
  readonly file: vscode.Uri;
}

/** Both come from the chunk that is loaded only now. */
async function loadSample() {
  const [{ startSampleCloud }, { sampleProject }] = await Promise.all([
    import("../sample/sampleCloud"),
    import("../sample/sampleProject"),
  ]);
  return { startSampleCloud, sampleProject };
}

/** The keys that the sample's user looks after, with the labels they gave them. */
function listedKeys({ story }: SampleCloud): KeyRef[] {
  return story.listed.map(({ provider, kind, id, label }) => ({ provider, kind, id, label }));
}
