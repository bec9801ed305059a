import * as vscode from "vscode";
import { keyText, type KeyRef } from "../../core/usage/key";
import { withoutIcons, type Words } from "../words";

/** A key, or the wish to enter an ID in a box of its own. */
export type PickedKey = KeyRef | "enter-an-id";

/** Lets the person choose one of the known keys, or type or paste an ID instead; `undefined` when they change their mind. */
export async function pickKey(
  title: string,
  known: ReadonlyMap<string, KeyRef>,
  words: Words,
  parseId: (text: string) => KeyRef | undefined,
): Promise<PickedKey | undefined> {
  const items = [...known.values()].map((key) => itemOf(key, words));
  const other: Item = {
    label: `$(edit) ${vscode.l10n.t("Enter an ID…")}`,
    choice: "enter-an-id",
    alwaysShow: true,
  };
  const box = vscode.window.createQuickPick<Item>();
  box.title = title;
  box.placeholder = vscode.l10n.t("Which key? Choose one, or paste an ID");
  box.matchOnDescription = true;
  // Whoever wants to paste an ID goes to another window to copy it.
  box.ignoreFocusOut = true;
  box.items = [...items, other];
  box.onDidChangeValue((text) => {
    const typed = parseId(text);
    const item = typed && (known.has(keyText(typed)) ? itemOf(typed, words) : typedItem(title, typed, words));
    // Shown even if the ID in it is masked: VS Code would look for the typed text in its words.
    box.items = item ? [{ ...item, alwaysShow: true }, other] : [...items, other];
  });
  const picked = new Promise<PickedKey | undefined>((resolve) => {
    box.onDidAccept(() => {
      const [item = other] = box.selectedItems;
      // Enter may be faster than the item for what was pasted.
      resolve(item === other ? (parseId(box.value) ?? item.choice) : item.choice);
    });
    box.onDidHide(() => {
      resolve(undefined);
    });
  });
  box.show();
  try {
    return await picked;
  } finally {
    box.dispose();
  }
}

interface Item extends vscode.QuickPickItem {
  readonly choice: PickedKey;
}

function itemOf(key: KeyRef, words: Words): Item {
  return {
    label: withoutIcons(words.nameOf(key)),
    description: withoutIcons(`${words.summarize(key).short} · ${words.idOf(key)}`),
    choice: key,
  };
}

function typedItem(title: string, key: KeyRef, words: Words): Item {
  return { label: `$(search) ${title}: ${words.idOf(key)}`, choice: key };
}
