import * as vscode from "vscode";
import { keyText, type KeyKind, type KeyRef } from "../../core/usage/key";
import type { InventoryService } from "../../core/inventory/inventoryService";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
import { parseKeyText } from "../../core/usage/parseKey";
import type { KeyUsageProvider } from "../../core/usage/provider";
import { notAnId } from "../accounts/parseAccounts";
import type { Registry } from "../accounts/registry";
import type { DocumentKeys } from "../editor/documentKeys";
import type { Words } from "../words";

/** Finds out which key a command is about. */
export class KeyArgument {
  constructor(
    private readonly providers: readonly KeyUsageProvider[],
    private readonly registry: Registry,
    private readonly documentKeys: DocumentKeys,
    private readonly words: Words,
    private readonly directory: KeyDirectory,
    private readonly inventory: InventoryService,
  ) {}

  /** From an ID, a key or a row of the tree; `undefined` when the argument is none of them. */
  parse(argument: unknown): KeyRef | undefined {
    const id = idIn(argument);
    if (id === undefined) return undefined;
    const named = keyIn(argument);
    return named ? this.parseNamed(id, named) : this.parseId(id);
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
    const known = new Map<string, KeyRef>();
    // The first counts: an account's list knows nothing of the label that somebody gave the key.
    for (const key of offered) if (!known.has(keyText(key))) known.set(keyText(key), key);
    if (known.size === 0) return this.type(title);

    const { pickKey } = await import("./pickKey");
    const picked = await pickKey(title, known, this.words, (text) => this.parseId(text));
    return picked === "enter-an-id" ? this.type(title) : picked;
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

  /** Two clouds may have IDs of one form, so whoever has a key says whose it is. */
  private parseNamed(
    id: string,
    { provider, kind }: { readonly provider: string; readonly kind: string },
  ): KeyRef | undefined {
    const key = this.providers.find((one) => one.id === provider)?.parseKey(id, true);
    return key?.kind === kind ? this.registry.configured(key) : undefined;
  }

  private parseId(id: string): KeyRef | undefined {
    const text = id.trim();
    const configured = this.registry.keys.find((key) => key.id === text);
    // Of two clouds that have, or had, IDs of one form, the one that somebody uses is meant.
    const used = new Set(this.registry.accounts.map(({ provider }) => provider));
    const byUse = this.providers.toSorted((a, b) => Number(used.has(b.id)) - Number(used.has(a.id)));
    const key =
      configured ?? this.directory.find(text) ?? this.inventory.findId(text) ?? parseKeyText(byUse, text);
    return key && this.registry.configured(key);
  }
}

/** Which cloud and kind a key in an argument, or in a row of the tree, says that it is of. */
function keyIn(argument: unknown): { readonly provider: string; readonly kind: string } | undefined {
  if (typeof argument !== "object" || argument === null) return undefined;
  const { provider, kind, key } = argument as Readonly<Record<"provider" | "kind" | "key", unknown>>;
  return typeof provider === "string" && typeof kind === "string" ? { provider, kind } : keyIn(key);
}

/** The ID in an argument: the text itself, or a key's, or that of the key in a row of the tree. */
export function idIn(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  if (typeof argument !== "object" || argument === null) return undefined;
  const { id, key } = argument as { readonly id?: unknown; readonly key?: unknown };
  return typeof id === "string" ? id : idIn(key);
}
