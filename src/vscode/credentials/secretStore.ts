import type * as vscode from "vscode";
import type { Account } from "../../core/usage/account";

/**
 * The credentials that were entered by hand: in VS Code's SecretStorage, under the account's name, and nowhere else.
 * Those of the sample cloud live in memory until the window closes.
 */
export class SecretStore {
  private readonly session = new Map<string, string>();

  constructor(
    private readonly secrets: vscode.SecretStorage,
    /** Remembers only the names, so that what is left behind can be found. */
    private readonly names: vscode.Memento,
  ) {}

  /** Calls back when the stored credentials of an account change, in this window or another. */
  onDidChange(accounts: () => readonly Account[], listener: (account: Account) => void): vscode.Disposable {
    return this.secrets.onDidChange(({ key }) => {
      const changed = accounts().find((one) => one.credentials.kind === "stored" && secretName(one) === key);
      if (changed) listener(changed);
    });
  }

  async read(account: Pick<Account, "provider" | "name">): Promise<string | undefined> {
    const name = secretName(account);
    return this.session.get(name) ?? (await this.secrets.get(name));
  }

  async write(account: Pick<Account, "provider" | "name">, secret: string): Promise<void> {
    const name = secretName(account);
    await this.names.update(NAMES, [...new Set([...this.stored, name])]);
    await this.secrets.store(name, secret);
  }

  /** Keeps a secret until the window closes. */
  hold(account: Pick<Account, "provider" | "name">, secret: string): void {
    this.session.set(secretName(account), secret);
  }

  async delete(account: Pick<Account, "provider" | "name">): Promise<void> {
    await this.deleteNamed(secretName(account));
  }

  /** Deletes what belongs to no account any more: accounts are also removed by editing the settings. */
  async deleteOrphans(accounts: readonly Account[]): Promise<void> {
    const wanted = new Set(
      accounts.filter(({ credentials }) => credentials.kind === "stored").map(secretName),
    );
    for (const name of this.stored) if (!wanted.has(name)) await this.deleteNamed(name);
  }

  private async deleteNamed(name: string): Promise<void> {
    await this.secrets.delete(name);
    await this.names.update(
      NAMES,
      this.stored.filter((one) => one !== name),
    );
  }

  private get stored(): readonly string[] {
    return this.names.get<readonly string[]>(NAMES, []);
  }
}

const NAMES = "storedCredentials";

function secretName({ provider, name }: Pick<Account, "provider" | "name">): string {
  return `keytrail.credentials.${provider}.${name}`;
}
