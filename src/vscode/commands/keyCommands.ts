import * as vscode from "vscode";
import { summarize } from "../../core/describe/summarize";
import { keyText, type KeyKind, type KeyRef } from "../../core/usage/key";
import type { KeyUsage } from "../../core/usage/keyUsage";
import type { JudgedUsage } from "../../core/verdict/verdict";
import type { Services } from "../services";
import { appendEntry } from "../accounts/editSettings";
import { withoutIcons } from "../words";
import { COMMANDS } from "./names";
import { removeKey } from "./removeKey";

/** The commands that are about one key. Each takes an ID, a key or a row of the tree, or asks. */
export function keyCommands(services: Services) {
  const { keyArgument, panels, usage, words } = services;

  /** With an argument: the answer, for other code. Without: the panel, for a person. */
  const lookUp =
    (title: string, products: boolean, kind?: KeyKind) =>
    async (argument?: unknown): Promise<JudgedUsage | undefined> => {
      if (argument !== undefined)
        return words.judged(await usage.ask(keyArgument.require(argument), { products }));
      const key = await keyArgument.ask(title, kind);
      if (!key) return undefined;
      await panels.show(key);
      return words.judged(await usage.ask(key, { products }));
    };

  const about = (title: string, act: (key: KeyRef) => unknown) => async (argument?: unknown) => {
    const key = argument === undefined ? await keyArgument.ask(title) : keyArgument.require(argument);
    if (key) await act(key);
  };

  return {
    [COMMANDS.lookUpAccessKey]: lookUp(vscode.l10n.t("Look Up AccessKey"), false),
    [COMMANDS.lookUpProducts]: lookUp(vscode.l10n.t("Look Up Services Used by AccessKey"), true),
    [COMMANDS.lookUpKmsKey]: lookUp(vscode.l10n.t("Look Up Ncloud KMS Key"), true, "kms-key"),
    [COMMANDS.showUsage]: about(vscode.l10n.t("Show Usage Details"), (key) => panels.show(key)),
    [COMMANDS.refreshKey]: about(vscode.l10n.t("Refresh"), (key) => refreshKey(services, key)),
    [COMMANDS.copyUsage]: about(vscode.l10n.t("Copy as JSON"), (key) => copyUsage(services, key)),
    [COMMANDS.copyKeyId]: about(vscode.l10n.t("Copy Key ID"), async (key) => {
      await vscode.env.clipboard.writeText(key.id);
      vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the key's ID."), 3000);
    }),
    [COMMANDS.openInConsole]: about(vscode.l10n.t("Open in Console"), (key) => openInConsole(services, key)),
    [COMMANDS.addKey]: (argument?: unknown) => addKey(services, argument),
    [COMMANDS.removeKey]: (argument?: unknown) => removeKey(services, argument),
  };
}

/** A person pressed it, so the cloud is asked whatever the cache says. An open panel gets its services too. */
async function refreshKey({ usage }: Services, key: KeyRef): Promise<KeyUsage> {
  const products = usage.peek(key).known?.products !== undefined;
  return usage.ask(key, { fresh: true, products });
}

async function copyUsage({ usage, words }: Services, key: KeyRef): Promise<void> {
  const answer = words.judgedState(key) ?? words.judged(await usage.ask(key));
  await vscode.env.clipboard.writeText(JSON.stringify(answer, undefined, 2));
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the key's usage as JSON."), 3000);
}

async function openInConsole({ providers, registry, usage }: Services, key: KeyRef): Promise<void> {
  const provider = providers.find(({ id }) => id === key.provider);
  if (!provider) return;
  const { known } = usage.peek(key);
  const account = registry.accounts.find(({ name }) => name === known?.account);
  await vscode.env.openExternal(vscode.Uri.parse(provider.consoleUrl(key, known, account), true));
}

async function addKey(services: Services, argument: unknown): Promise<void> {
  const { keyArgument, registry, usage, words } = services;
  const title = vscode.l10n.t("Add Key");
  const key = argument === undefined ? await keyArgument.type(title) : keyArgument.require(argument);
  if (!key) return;
  if (registry.keys.some((one) => keyText(one) === keyText(key))) {
    void vscode.window.showInformationMessage(vscode.l10n.t("The key is already in the list."));
    return;
  }
  const label = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t("A label to show instead of the ID (optional)"),
    placeHolder: vscode.l10n.t("for example: ci deploy"),
    ignoreFocusOut: true,
  });
  if (label === undefined) return;
  const account = await pickAccount(services, key, title);
  if (account === undefined) return;
  await appendEntry("keys", {
    id: key.id,
    ...(label.trim() !== "" && { label: label.trim() }),
    ...(account !== ANY && { account }),
    ...(key.provider !== services.providers[0]?.id && { provider: key.provider }),
  });
  // The person asked for this key by adding it, so it is looked up even where nothing is looked up by itself.
  const added = registry.configured(key);
  const answer = await usage.ask(added);
  const { headline } = summarize(added, { known: answer, busy: false, due: false }, words.wording());
  vscode.window.setStatusBarMessage(withoutIcons(`${words.nameOf(added)}: ${headline}`), 5000);
}

const ANY = "";

/** Which account to ask; there is only a choice when there are several. */
async function pickAccount(services: Services, key: KeyRef, title: string): Promise<string | undefined> {
  const accounts = services.registry.accounts.filter(({ provider }) => provider === key.provider);
  if (accounts.length < 2) return ANY;
  const any = {
    label: vscode.l10n.t("All accounts"),
    description: vscode.l10n.t("find out whose key it is"),
    name: ANY,
  };
  const picked = await vscode.window.showQuickPick(
    [any, ...accounts.map(({ name }) => ({ label: withoutIcons(name), name }))],
    {
      title,
      placeHolder: vscode.l10n.t("Which account should be asked?"),
      ignoreFocusOut: true,
    },
  );
  return picked?.name;
}
