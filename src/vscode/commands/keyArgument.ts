import * as vscode from "vscode";
import { keyText, type KeyRef } from "../../core/usage/key";
import type { KeyUsageProvider } from "../../core/usage/provider";
import { notAnId } from "../accounts/parseAccounts";
import type { Registry } from "../accounts/registry";
import type { DocumentKeys } from "../editor/documentKeys";
import { withoutIcons, type Words } from "../words";

/** Finds out which key a command is about. */
export class KeyArgument {
  constructor(
    private readonly providers: readonly KeyUsageProvider[],
    private readonly registry: Registry,
    private readonly documentKeys: DocumentKeys,
    private readonly words: Words,
  ) {}

  /** From an ID, a key or a row of the tree; `undefined` when the argument is none of them. */
  parse(argument: unknown): KeyRef | undefined {
    const id = idIn(argument);
    return id === undefined ? undefined : this.parseId(id);
  }

  /** As `parse`; a text that is no ID is refused with a message that does not repeat it. */
  require(argument: unknown): KeyRef {
    const key = this.parse(argument);
    if (!key) throw new Error(notAnId());
    return key;
  }

  /** The key at the cursor, else one that the user picks or types; `undefined` when they change their mind. */
  async ask(title: string): Promise<KeyRef | undefined> {
    const editor = vscode.window.activeTextEditor;
    const here = editor && this.documentKeys.at(editor.document, editor.selection.active)?.key;
    if (here) return here;
    const inDocument = editor ? this.documentKeys.locate(editor.document).map(({ key }) => key) : [];
    const known = new Map([...inDocument, ...this.registry.keys].map((key) => [keyText(key), key]));
    if (known.size === 0) return this.type(title);

    const picked = await this.pick(title, known);
    return picked === ENTER_AN_ID ? this.type(title) : picked;
  }

  async type(title: string): Promise<KeyRef | undefined> {
    const id = await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t(
        "The ID of an access key, such as one that begins with LTAI. Its secret is never needed.",
      ),
      ignoreFocusOut: true,
      validateInput: (text) => (text.trim() === "" || this.parseId(text) ? undefined : notAnId()),
    });
    return id === undefined ? undefined : this.parseId(id);
  }

  /** One of the known keys, or the one whose ID is typed or pasted instead of a choice. */
  private async pick(
    title: string,
    known: ReadonlyMap<string, KeyRef>,
  ): Promise<KeyRef | typeof ENTER_AN_ID | undefined> {
    const items = [...known.values()].map((key) => this.itemOf(key));
    const other: KeyItem = {
      label: `$(edit) ${vscode.l10n.t("Enter an ID…")}`,
      choice: ENTER_AN_ID,
      alwaysShow: true,
    };
    const box = vscode.window.createQuickPick<KeyItem>();
    box.title = title;
    box.placeholder = vscode.l10n.t("Which key? Choose one, or paste an ID");
    box.matchOnDescription = true;
    box.items = [...items, other];
    box.onDidChangeValue((text) => {
      const typed = this.parseId(text);
      box.items = typed ? [this.typedItem(title, typed, known), other] : [...items, other];
    });
    const picked = new Promise<KeyItem["choice"] | undefined>((resolve) => {
      box.onDidAccept(() => {
        const [item = other] = box.selectedItems;
        // Enter may be faster than the item for what was pasted.
        resolve(item === other ? (this.parseId(box.value) ?? item.choice) : item.choice);
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

  private itemOf(key: KeyRef): KeyItem {
    return {
      label: withoutIcons(this.words.nameOf(key)),
      description: withoutIcons(`${this.words.summarize(key).short} · ${this.words.idOf(key)}`),
      choice: key,
    };
  }

  /** Shown whatever is masked in it: VS Code would look for the typed text in its words. */
  private typedItem(title: string, key: KeyRef, known: ReadonlyMap<string, KeyRef>): KeyItem {
    const item = known.has(keyText(key))
      ? this.itemOf(key)
      : { label: `$(search) ${title}: ${this.words.idOf(key)}`, choice: key };
    return { ...item, alwaysShow: true };
  }

  private parseId(id: string): KeyRef | undefined {
    const key = this.providers
      .map((provider) => provider.parseKey(id, true))
      .find((one) => one !== undefined);
    return key && this.registry.configured(key);
  }
}

const ENTER_AN_ID = "enter-an-id";

interface KeyItem extends vscode.QuickPickItem {
  readonly choice: KeyRef | typeof ENTER_AN_ID;
}

/** The ID in an argument: the text itself, or a key's, or that of the key in a row of the tree. */
export function idIn(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  if (typeof argument !== "object" || argument === null) return undefined;
  const { id, key } = argument as { readonly id?: unknown; readonly key?: unknown };
  return typeof id === "string" ? id : idIn(key);
}
