import * as vscode from "vscode";
import type { KeyKind, KeyRef } from "../../core/usage/key";
import type { KeyUsage } from "../../core/usage/keyUsage";
import type { JudgedUsage } from "../../core/verdict/verdict";
import type { Services } from "../services";
import { idIn } from "./keyArgument";
import { COMMANDS } from "./names";

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
    [COMMANDS.addKey]: async (argument?: unknown) => {
      const { addKey } = await import("./listedKeys");
      await addKey(services, argument);
    },
    [COMMANDS.removeKey]: async (argument?: unknown) => {
      const id = idIn(argument);
      if (argument !== undefined && id === undefined) return;
      const { removeKey } = await import("./listedKeys");
      await removeKey(services, id);
    },
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
