import * as vscode from "vscode";
import { summarize } from "../../core/describe/summarize";
import { keyText, type KeyRef } from "../../core/usage/key";
import { appendEntry, removeEntries, type PutBack } from "../accounts/editSettings";
import type { Services } from "../services";
import { withoutIcons, withoutLinks } from "../words";

/** What changes the list of keys; loaded when somebody changes it. */

/** Adds a key to the user's own list, with a label and an account if there is a choice, and looks it up. */
export async function addKey(services: Services, argument: unknown): Promise<void> {
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

/** Takes a key off the list, the one with the ID or else one that the user picks, and offers to put it back. */
export async function removeKey(services: Services, known: string | undefined): Promise<void> {
  const id = known ?? (await pickKey(services));
  if (id === undefined) return;
  const { registry, words, log } = services;
  const key = registry.keys.find((one) => one.id === id);
  const putBack = await removeEntries(
    "keys",
    (entry) => typeof entry["id"] === "string" && entry["id"].trim() === id,
  );
  if (!putBack) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t("This key is not in your settings, so there is nothing to remove."),
    );
    return;
  }
  // Whoever called the command has what they wanted; nobody waits for a message that may stand there for long.
  offerUndo(key && words.nameOf(key), putBack).catch((error: unknown) => {
    log.error("Putting a key back into the list", error);
  });
}

async function offerUndo(name: string | undefined, putBack: PutBack): Promise<void> {
  const undo = vscode.l10n.t("Undo");
  const message =
    name === undefined
      ? vscode.l10n.t("The key is no longer in the list. Nothing changed in the cloud.")
      : vscode.l10n.t("{0} is no longer in the list. Nothing changed in the cloud.", name);
  if ((await vscode.window.showInformationMessage(withoutLinks(message), undo)) === undo) await putBack();
}

async function pickKey({ registry, words }: Services): Promise<string | undefined> {
  const items = registry.keys.map((key) => ({
    label: withoutIcons(words.nameOf(key)),
    description: words.idOf(key),
    id: key.id,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Remove Key"),
    placeHolder: vscode.l10n.t("Which key leaves the list?"),
  });
  return picked?.id;
}
