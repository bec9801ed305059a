import * as vscode from "vscode";
import { removeEntries, type PutBack } from "../accounts/editSettings";
import type { Services } from "../services";
import { withoutIcons, withoutLinks } from "../words";
import { idIn } from "./keyArgument";

/** Takes a key off the list, the one meant by the argument or one that the user picks, and offers to put it back. */
export async function removeKey(services: Services, argument: unknown): Promise<void> {
  const id = argument === undefined ? await pick(services) : idIn(argument);
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

async function pick({ registry, words }: Services): Promise<string | undefined> {
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
