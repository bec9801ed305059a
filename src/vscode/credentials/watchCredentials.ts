import * as vscode from "vscode";
import type { Account } from "../../core/usage/account";
import { accountIdentity } from "../../core/usage/account";
import type { Services } from "../services";
import { watchFile } from "./watchFile";

/**
 * Notices when an account may sign as somebody else: its setting, its stored secret or the CLI's file changed. What was
 * learnt through it is then forgotten, and whoever is in sight is asked about again.
 */
export function watchCredentials(services: Services): vscode.Disposable {
  const { registry, secrets, usage, tree, providers, scheduler, log } = services;
  let known = identities(registry.accounts);

  const accountsChanged = (): void => {
    const now = identities(registry.accounts);
    const changed =
      now.size !== known.size || [...now].some(([name, identity]) => known.get(name) !== identity);
    known = now;
    if (!changed) return;
    usage.accountsChanged();
    // An entry with a mistake in it is still somebody's account: nothing is deleted until all of them can be read.
    if (registry.problems.some(({ setting }) => setting === "keytrail.accounts")) return;
    secrets.deleteOrphans(registry.accounts).catch((error: unknown) => {
      log.error("Deleting stored credentials", error);
    });
  };

  const profilesChanged = (): void => {
    for (const account of registry.accounts) {
      if (account.credentials.kind === "profile") usage.credentialsChanged(account.provider, account.name);
    }
    tree.checkAccounts();
    scheduler.soon();
  };

  return vscode.Disposable.from(
    registry.onDidChange(accountsChanged),
    ...providers.flatMap(({ credentialFiles }) =>
      credentialFiles.map((file) => watchFile(file, profilesChanged)),
    ),
  );
}

function identities(accounts: readonly Account[]): ReadonlyMap<string, string> {
  return new Map(accounts.map((account) => [account.name, accountIdentity(account)]));
}
