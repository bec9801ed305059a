import * as vscode from "vscode";
import { UsageError } from "../../core/usage/errors";
import { keyText } from "../../core/usage/key";
import type { KeyUsageProvider } from "../../core/usage/provider";
import { isPlainSetting } from "../plainSettings";
import type { Services } from "../services";
import { COMMANDS } from "./names";

/** The commands that are about no key and no account in particular. */
export function generalCommands(services: Services) {
  return {
    [COMMANDS.refresh]: () => refreshAll(services),
    [COMMANDS.showLog]: () => {
      services.log.show();
    },
    [COMMANDS.trySample]: () => services.sample.open(),
    [COMMANDS.copyPolicy]: (provider?: unknown) => copyPolicy(services, provider),
    [COMMANDS.openSettings]: (setting?: unknown) => openSettings(setting),
  };
}

/** Asks anew for every key in the settings and in sight, and for the lists shown; the view shows that it is under way. */
async function refreshAll(services: Services): Promise<void> {
  const { registry, usage, inventory, treeMemory, directory, documentKeys, tree } = services;
  tree.checkAccounts();
  await directory.refresh({ fresh: true });
  const inSight = vscode.window.visibleTextEditors.flatMap(({ document }) => documentKeys.locate(document));
  const keys = new Map(
    [...registry.keys, ...inSight.map(({ key }) => key)].map((key) => [keyText(key), key]),
  );
  await vscode.window.withProgress({ location: { viewId: "keytrail.keys" } }, async () => {
    await Promise.all([
      ...[...keys.values()].map((key) =>
        usage.ask(key, { fresh: true, products: usage.peek(key).known?.products !== undefined }),
      ),
      ...registry.accounts
        .filter((account) => treeMemory.isListed(account))
        .map((account) => inventory.list(account)),
    ]);
  });
}

async function copyPolicy({ providers }: Services, providerId: unknown): Promise<void> {
  const provider = providers.find(({ id }) => id === providerId) ?? (await pickPolicyProvider(providers));
  if (!provider) return;
  // With an argument somebody has a look-up in mind that was denied; a person may want either.
  const larger = providerId === undefined ? provider.inventoryPolicy?.() : undefined;
  const minimal = provider.minimalPolicy();
  const policy = minimal !== undefined && larger !== undefined ? await pickPolicy(minimal, larger) : minimal;
  if (minimal !== undefined && policy === undefined) return;
  if (policy === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        "{0} documents no policy text to copy. The README lists the permissions.",
        provider.displayName,
      ),
    );
    return;
  }
  await vscode.env.clipboard.writeText(policy);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the policy."), 3000);
}

/** For look-ups alone, or for listing all keys as well; `undefined` when the person changes their mind. */
async function pickPolicy(minimal: string, larger: string): Promise<string | undefined> {
  const items = [
    {
      label: vscode.l10n.t("For looking up keys"),
      description: vscode.l10n.t("the smallest that KeyTrail can work with"),
      policy: minimal,
    },
    {
      label: vscode.l10n.t("For listing all keys as well"),
      description: vscode.l10n.t("may read the names of users and their keys"),
      policy: larger,
    },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Copy the policy for what?"),
  });
  return picked?.policy;
}

/** Of the clouds that have a policy text; there is only a choice when there are several. */
async function pickPolicyProvider(
  providers: readonly KeyUsageProvider[],
): Promise<KeyUsageProvider | undefined> {
  const [only, ...others] = providers.filter((provider) => provider.minimalPolicy() !== undefined);
  if (others.length === 0) return only;
  const items = [only, ...others].flatMap((provider) =>
    provider === undefined ? [] : [{ label: provider.displayName, provider }],
  );
  return (
    await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t("The policy of which cloud?") })
  )?.provider;
}

async function openSettings(setting: unknown): Promise<void> {
  const isOurs = setting === "keytrail.accounts" || setting === "keytrail.keys" || isPlainSetting(setting);
  const query = isOurs ? setting : "@ext:keytrail.keytrail";
  // With a remote folder, accounts are that machine's: among the user's settings they would not be found.
  const isRemote = setting === "keytrail.accounts" && vscode.env.remoteName !== undefined;
  const page = isRemote ? "workbench.action.openRemoteSettings" : "workbench.action.openSettings";
  await vscode.commands.executeCommand(page, { query });
}

/** What to do with an error that a person's own action ran into. */
export function sentenceFor(error: unknown): string {
  return error instanceof UsageError
    ? error.message
    : vscode.l10n.t("Something unexpected happened. The log says where.");
}
