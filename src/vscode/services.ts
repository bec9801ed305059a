import * as vscode from "vscode";
import { CallRunner } from "../core/calls/callRunner";
import { InventoryService } from "../core/inventory/inventoryService";
import type { Account } from "../core/usage/account";
import { maskId, type KeyRef } from "../core/usage/key";
import { KeyDirectory } from "../core/usage/keyDirectory";
import type { KeyUsageProvider } from "../core/usage/provider";
import { UsageService } from "../core/usage/usageService";
import { systemClock } from "../core/util/clock";
import type { AlibabaBackend } from "../providers/alibaba/backend";
import { configPath as aliyunConfigPath } from "../providers/alibaba/configPath";
import { AlibabaProvider } from "../providers/alibaba/provider";
import type { NcloudBackend } from "../providers/ncloud/backend";
import { configPath as ncloudConfigPath } from "../providers/ncloud/configPath";
import { NcloudProvider } from "../providers/ncloud/provider";
import { Registry } from "./accounts/registry";
import { AnswerFile } from "./answerFile";
import { KeyArgument } from "./commands/keyArgument";
import { Consents } from "./credentials/consents";
import { CredentialsWatch } from "./credentials/credentialsWatch";
import { MachineIdentity } from "./credentials/machineIdentity";
import { SecretStore } from "./credentials/secretStore";
import { ChangeHub } from "./editor/changeHub";
import { DocumentKeys } from "./editor/documentKeys";
import { LookUpScheduler } from "./editor/lookUpScheduler";
import { Log } from "./log";
import { siblingOf } from "./panel/siblingOf";
import { UsagePanels } from "./panel/usagePanels";
import { ReportView } from "./report/reportView";
import { SampleSession } from "./sampleSession";
import type { FoundInWorkspace, WorkspaceKeys } from "./scan/workspaceKeys";
import { LiveSettings } from "./settings";
import { KeysTree } from "./tree/keysTree";
import { RowsInSight } from "./tree/rowsInSight";
import { TreeMemory } from "./tree/treeMemory";
import { Words } from "./words";

/** Everything with a state or a lifetime, made once; features only connect these to VS Code. */
export interface Services {
  readonly providers: readonly KeyUsageProvider[];
  readonly registry: Registry;
  readonly usage: UsageService;
  readonly inventory: InventoryService;
  readonly secrets: SecretStore;
  readonly consents: Consents;
  readonly credentialsWatch: CredentialsWatch;
  readonly directory: KeyDirectory;
  readonly documentKeys: DocumentKeys;
  /** Loaded when they are first asked for: most windows are never scanned. */
  readonly workspaceKeys: () => Promise<WorkspaceKeys>;
  /** What a search of the workspace found, if there was one in this window; nothing is loaded. */
  readonly foundInWorkspace: FoundInWorkspace;
  readonly scheduler: LookUpScheduler;
  readonly hub: ChangeHub;
  readonly words: Words;
  readonly settings: LiveSettings;
  readonly tree: KeysTree;
  readonly treeMemory: TreeMemory;
  readonly panels: UsagePanels;
  readonly report: ReportView;
  readonly keyArgument: KeyArgument;
  readonly sample: SampleSession;
  readonly log: Log;
  /** KeyTrail's own, for what is written down. */
  readonly version: string;
}

/** Composes the extension: the only place that knows which clouds there are. Nothing is read or sent yet. */
export function createServices(context: vscode.ExtensionContext): Services {
  const clock = systemClock;
  const own = <T extends { dispose(): unknown }>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  // First, so that it hears of a change before those who draw.
  const settings = own(new LiveSettings());
  const log = own(new Log());
  const secrets = new SecretStore(
    context.secrets,
    context.globalState,
    new MachineIdentity(context.globalStorageUri),
  );
  const consents = new Consents(context.globalState);
  const runner = new CallRunner(clock);

  const providers: readonly KeyUsageProvider[] = [
    createAlibaba({ runner, secrets, consents, clock, language: vscode.env.language, own }),
    createNcloud({ runner, secrets, clock, own }),
  ];

  const registry = own(new Registry(providers));
  const inventory = own(
    new InventoryService({
      providers,
      accounts: () => registry.accounts,
      clock,
      onProblem: ({ name }, error) => {
        log.error(`Listing all keys of account ${name}`, error);
      },
    }),
  );
  const usage = own(
    new UsageService({
      providers,
      accounts: (key) => accountsFor(key, registry, inventory),
      infoOf: (key) => inventory.infoOf(key),
      cacheMinutes: () => settings.now.cacheMinutes,
      language: vscode.env.language,
      clock,
      store: new AnswerFile(context.globalStorageUri),
      onFailure: ({ key, problem }) => {
        const request = problem?.requestId === undefined ? "" : ` (request ${problem.requestId})`;
        log.warn(`Looking up ${maskId(key.id)}: ${problem?.code ?? ""}${request}: ${problem?.message ?? ""}`);
      },
      onProblem: (error) => {
        log.error("Keeping track of keys", error);
      },
    }),
  );
  const directory = own(
    new KeyDirectory({
      providers,
      accounts: () => registry.accounts,
      cacheMinutes: () => settings.now.cacheMinutes,
      clock,
      onProblem: (account, error) => {
        log.error(`Listing the keys of account ${account.name}`, error);
      },
    }),
  );
  const documentKeys = own(new DocumentKeys(providers, registry, directory));
  const words = new Words(providers, usage, settings, clock);
  const hub = own(new ChangeHub(usage, registry, directory, inventory));
  const rowsInSight = new RowsInSight();
  const scheduler = own(
    new LookUpScheduler({ documentKeys, registry, usage, directory, rowsInSight, settings, log }),
  );
  const treeMemory = own(new TreeMemory(context.workspaceState));
  const found = { keys: undefined as WorkspaceKeys | undefined };
  const foundInWorkspace: FoundInWorkspace = () => found.keys?.findings ?? [];
  const tree = own(
    new KeysTree({
      foundInWorkspace,
      ...{ providers, registry, usage, inventory, documentKeys, words, settings, log, hub },
      ...{ memory: treeMemory, inSight: rowsInSight },
    }),
  );
  const onCredentialsChanged = (): void => {
    tree.checkAccounts();
    scheduler.soon();
  };
  const credentialsWatch = own(
    new CredentialsWatch({
      providers,
      registry,
      secrets,
      usage,
      directory,
      inventory,
      log,
      onCredentialsChanged,
    }),
  );
  const { extensionUri } = context;
  let workspaceKeys: Promise<WorkspaceKeys> | undefined;
  const loadWorkspaceKeys = async (): Promise<WorkspaceKeys> => {
    const { WorkspaceKeys } = await import("./scan/workspaceKeys");
    found.keys = own(new WorkspaceKeys({ known: () => documentKeys.knownKeys, extensionUri, log }));
    own(
      found.keys.onDidChange(() => {
        tree.codeChanged();
      }),
    );
    return found.keys;
  };
  const panels = own(
    new UsagePanels({
      extensionUri,
      providers,
      registry,
      usage,
      words,
      settings,
      hub,
      log,
      siblingOf: (key) => siblingOf(inventory, usage, key),
    }),
  );
  const report = own(
    new ReportView({
      extensionUri,
      registry,
      usage,
      directory,
      inventory,
      foundInWorkspace,
      words,
      settings,
      hub,
      log,
    }),
  );
  const keyArgument = new KeyArgument(providers, registry, documentKeys, words, directory, inventory);
  const sample = own(new SampleSession(context.globalStorageUri, registry, secrets));
  return {
    providers,
    registry,
    usage,
    inventory,
    secrets,
    consents,
    credentialsWatch,
    directory,
    documentKeys,
    foundInWorkspace,
    workspaceKeys: () => (workspaceKeys ??= loadWorkspaceKeys()),
    scheduler,
    hub,
    words,
    settings,
    tree,
    treeMemory,
    panels,
    keyArgument,
    sample,
    log,
    report,
    version: versionOf(context.extension),
  };
}

function versionOf({ packageJSON }: vscode.Extension<unknown>): string {
  const { version } = packageJSON as { readonly version?: unknown };
  return typeof version === "string" ? version : "";
}

/** Whoever lists a key has it: the others are not asked. The user's own entry for a key goes before that. */
function accountsFor(key: KeyRef, registry: Registry, inventory: InventoryService): readonly Account[] {
  const place = key.account === undefined ? inventory.find(key) : undefined;
  const holder = place && registry.accounts.find(({ name }) => name === place.account);
  return holder ? [holder] : registry.accountsFor(key);
}

interface ProviderParts {
  readonly runner: CallRunner;
  readonly secrets: SecretStore;
  readonly consents: Consents;
  readonly clock: typeof systemClock;
  readonly language: string;
  readonly own: <T extends { dispose(): unknown }>(item: T) => T;
}

function createAlibaba({ runner, secrets, consents, clock, language, own }: ProviderParts): KeyUsageProvider {
  const configPath = aliyunConfigPath();
  const createBackend = async (): Promise<AlibabaBackend> => {
    const { ActionTrail, AlibabaBackend, AlibabaCredentials } = await import("../providers/alibaba/parts");
    const credentials = own(
      new AlibabaCredentials({
        env: () => process.env,
        configPath,
        stored: { read: (name) => secrets.read({ provider: "alibaba", name }) },
        consents,
        clock,
      }),
    );
    const actionTrail = new ActionTrail({
      runner,
      credentialsOf: (account, signal) => credentials.resolve(account, signal),
      onRefusedSession: () => {
        credentials.forgetSessions();
      },
      // The SDK costs 30 ms and 200 KB; whoever never looks a key up never pays for it.
      loadSend: async () => (await import("../providers/alibaba/sdk/openApiClient")).send,
    });
    return new AlibabaBackend({ actionTrail, credentials, clock, language });
  };
  return new AlibabaProvider({ backend: remembered(createBackend), configPath });
}

function createNcloud({
  runner,
  secrets,
  clock,
  own,
}: Omit<ProviderParts, "consents" | "language">): KeyUsageProvider {
  const configPath = ncloudConfigPath();
  const createBackend = async (): Promise<NcloudBackend> => {
    const { httpGet, NcloudApi, NcloudBackend, NcloudCredentials } =
      await import("../providers/ncloud/parts");
    const credentials = new NcloudCredentials({
      env: () => process.env,
      configPath,
      stored: { read: (name) => secrets.read({ provider: "ncloud", name }) },
      clock,
    });
    const api = new NcloudApi({
      runner,
      clock,
      get: httpGet,
      credentialsOf: (account) => credentials.resolve(account),
    });
    return own(new NcloudBackend({ api, credentials, clock }));
  };
  return new NcloudProvider({ backend: remembered(createBackend), configPath });
}

/** Makes something once, when it is first wanted; what failed is tried again by the next who wants it. */
function remembered<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
