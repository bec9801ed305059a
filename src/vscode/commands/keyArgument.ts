import * as vscode from "vscode";
import { keyText, type KeyKind, type KeyRef } from "../../core/usage/key";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
import { parseKeyText } from "../../core/usage/parseKey";
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
    private readonly directory: KeyDirectory,
  ) {}

  /** From an ID, a key or a row of the tree; `undefined` when the argument is none of them. */
  parse(argument: unknown): KeyRef | undefined {
    const id = idIn(argument);
    return id === undefined ? undefined : this.parseId(id);
  }

  /** As `parse`; a text that is no ID is refused with a message that does not repeat it. */
  require(argument: unknown): KeyRef {
    const key = this.parse(argument);
    if (!key) throw new Error(notAnId(this.providers));
    return key;
  }

  /**
   * The key at the cursor, else one that the user picks or types; `undefined` when they change their mind. With `kind`,
   * the account's own keys of that kind are offered too.
   */
  async ask(title: string, kind?: KeyKind): Promise<KeyRef | undefined> {
    const isWanted = (key: KeyRef): boolean => kind === undefined || key.kind === kind;
    const editor = vscode.window.activeTextEditor;
    const here = editor && this.documentKeys.at(editor.document, editor.selection.active)?.key;
    if (here && isWanted(here)) return here;
    const inDocument = editor ? this.documentKeys.locate(editor.document).map(({ key }) => key) : [];
    const ofAccounts = kind === undefined ? [] : this.directory.keys.map(({ key }) => key);
    const offered = [...inDocument, ...this.registry.keys, ...ofAccounts].filter(isWanted);
    const known = new Map(offered.reverse().map((key) => [keyText(key), key]));
    if (known.size === 0) return this.type(title);

    const picked = await this.pick(title, known);
    return picked === ENTER_AN_ID ? this.type(title) : picked;
  }

  async type(title: string): Promise<KeyRef | undefined> {
    const id = await vscode.window.showInputBox({
      title,
      prompt: vscode.l10n.t(
        "The ID of a key, or the name of one that an account has. Its secret is never needed.",
      ),
      ignoreFocusOut: true,
      validateInput: (text) =>
        text.trim() === "" || this.parseId(text) ? undefined : notAnId(this.providers),
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
    const text = id.trim();
    const configured = this.registry.keys.find((key) => key.id === text);
    // Of two clouds that have, or had, IDs of one form, the one that somebody uses is meant.
    const used = new Set(this.registry.accounts.map(({ provider }) => provider));
    const byUse = this.providers.toSorted((a, b) => Number(used.has(b.id)) - Number(used.has(a.id)));
    const key = configured ?? this.directory.find(text) ?? parseKeyText(byUse, text);
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
