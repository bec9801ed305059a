import type * as vscode from "vscode";
import { accountIdentity, type Account } from "../../core/usage/account";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
import type { InventoryService } from "../../core/inventory/inventoryService";
import type { KeyUsageProvider } from "../../core/usage/provider";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";
import type { Log } from "../log";
import type { SecretStore } from "./secretStore";
import { watchFile } from "./watchFile";

export interface CredentialsWatchParts {
  readonly providers: readonly KeyUsageProvider[];
  readonly registry: Registry;
  readonly secrets: SecretStore;
  readonly usage: UsageService;
  readonly directory: KeyDirectory;
  readonly inventory: InventoryService;
  readonly log: Log;
  /** Called when an account may be able to sign now, or not any more. */
  readonly onCredentialsChanged: () => void;
}

/**
 * Notices when an account may sign as somebody else: its setting, its stored secret or the CLI's file changed. What was
 * learnt through it is then forgotten, and whoever is in sight is asked about again.
 */
export class CredentialsWatch implements vscode.Disposable {
  private known: ReadonlyMap<string, string> = new Map();
  private readonly listening: vscode.Disposable[] = [];
  private files: readonly vscode.Disposable[] = [];

  constructor(private readonly parts: CredentialsWatchParts) {}

  start(): void {
    this.known = identities(this.parts.registry.accounts);
    const { registry, secrets, onCredentialsChanged } = this.parts;
    this.listening.push(
      registry.onDidChange(() => {
        this.accountsChanged();
      }),
      secrets.onDidChange(
        () => registry.accounts,
        (account) => {
          this.forget(account);
          onCredentialsChanged();
        },
      ),
    );
    this.watchFiles();
  }

  dispose(): void {
    for (const item of [...this.listening, ...this.files]) item.dispose();
  }

  private accountsChanged(): void {
    const { registry, usage, inventory } = this.parts;
    const now = identities(registry.accounts);
    const { known } = this;
    const changed =
      now.size !== known.size || [...now].some(([name, identity]) => known.get(name) !== identity);
    this.known = now;
    if (!changed) return;
    this.watchFiles();
    inventory.accountsChanged();
    usage.accountsChanged();
    this.deleteOrphans();
  }

  /** Deletes what was stored for accounts that are gone. */
  deleteOrphans(): void {
    const { registry, secrets, log } = this.parts;
    // An entry with a mistake in it is still somebody's account: nothing is deleted until all of them can be read.
    if (registry.problems.some(({ setting }) => setting === "keytrail.accounts")) return;
    secrets.deleteOrphans(registry.accounts).catch((error: unknown) => {
      log.error("Deleting stored credentials", error);
    });
  }

  /** Watching costs something; whoever uses no profile does not pay for it. */
  private watchFiles(): void {
    if (this.files.length > 0 || profileAccounts(this.parts.registry).length === 0) return;
    this.files = this.parts.providers.flatMap(({ credentialFiles }) =>
      credentialFiles.map((file) =>
        watchFile(file, () => {
          void this.filesChanged();
        }),
      ),
    );
  }

  /** A file holds many profiles: only of those that changed, what was learnt is forgotten. */
  private async filesChanged(): Promise<void> {
    const { registry, onCredentialsChanged } = this.parts;
    const accounts = profileAccounts(registry);
    for (const provider of this.parts.providers) {
      const own = accounts.filter((account) => account.provider === provider.id);
      for (const account of await this.changedOf(provider, own)) this.forget(account);
    }
    onCredentialsChanged();
  }

  private forget(account: Account): void {
    this.parts.inventory.forget(account);
    this.parts.directory.forget(account.provider, account.name);
    this.parts.usage.credentialsChanged(account.provider, account.name);
  }

  /** Where nobody can tell, every account may have changed. */
  private async changedOf(
    provider: KeyUsageProvider,
    accounts: readonly Account[],
  ): Promise<readonly Account[]> {
    try {
      return await provider.changedAccounts(accounts);
    } catch (error) {
      this.parts.log.error("Looking for changed profiles", error);
      return accounts;
    }
  }
}

function profileAccounts({ accounts }: Registry): readonly Account[] {
  return accounts.filter(({ credentials }) => credentials.kind === "profile");
}

function identities(accounts: readonly Account[]): ReadonlyMap<string, string> {
  return new Map(accounts.map((account) => [account.name, accountIdentity(account)]));
}
