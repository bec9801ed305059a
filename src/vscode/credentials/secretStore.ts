import type * as vscode from "vscode";
import type { Account } from "../../core/usage/account";
import type { MachineIdentity } from "./machineIdentity";

/**
 * The credentials that were entered by hand: in VS Code's SecretStorage, under the account's name, and nowhere else.
 * Accounts are a machine's and SecretStorage is shared by all remote machines, so the name begins with the machine's:
 * two machines' accounts of one name are two, and no machine takes another's for left behind.
 * Those of the sample cloud live in memory until the window closes.
 */
export class SecretStore {
  private readonly session = new Map<string, string>();

  constructor(
    private readonly secrets: vscode.SecretStorage,
    /** Remembers only the names, so that what is left behind can be found. */
    private readonly names: vscode.Memento,
    private readonly machine: Pick<MachineIdentity, "known" | "read">,
  ) {}

  /** Calls back when the stored credentials of an account change, in this window or another. */
  onDidChange(accounts: () => readonly Account[], listener: (account: Account) => void): vscode.Disposable {
    return this.secrets.onDidChange(({ key }) => {
      const { known: machine } = this.machine;
      // Nothing was read here yet, so nothing rests on what changed.
      if (machine === undefined) return;
      const changed = accounts().find(
        (one) => one.credentials.kind === "stored" && prefixOf(machine) + nameOf(one) === key,
      );
      if (changed) listener(changed);
    });
  }

  async read(account: Pick<Account, "provider" | "name">): Promise<string | undefined> {
    return this.session.get(nameOf(account)) ?? (await this.secrets.get(await this.secretName(account)));
  }

  async write(account: Pick<Account, "provider" | "name">, secret: string): Promise<void> {
    const name = await this.secretName(account);
    await this.names.update(NAMES, [...new Set([...this.stored, name])]);
    await this.secrets.store(name, secret);
  }

  /** Keeps a secret until the window closes. */
  hold(account: Pick<Account, "provider" | "name">, secret: string): void {
    this.session.set(nameOf(account), secret);
  }

  async delete(account: Pick<Account, "provider" | "name">): Promise<void> {
    await this.deleteNamed(await this.secretName(account));
  }

  /** Deletes what belongs to no account any more: accounts are also removed by editing the settings. */
  async deleteOrphans(accounts: readonly Account[]): Promise<void> {
    const prefix = prefixOf(await this.machine.read());
    const wanted = new Set(
      accounts
        .filter(({ credentials }) => credentials.kind === "stored")
        .map((account) => prefix + nameOf(account)),
    );
    for (const name of this.stored) {
      if (name.startsWith(prefix) && !wanted.has(name)) await this.deleteNamed(name);
    }
  }

  private async secretName(account: Pick<Account, "provider" | "name">): Promise<string> {
    return prefixOf(await this.machine.read()) + nameOf(account);
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

function prefixOf(machine: string): string {
  return `keytrail.credentials.${machine}.`;
}

function nameOf({ provider, name }: Pick<Account, "provider" | "name">): string {
  return `${provider}.${name}`;
}
