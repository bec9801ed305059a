import * as vscode from "vscode";
import { keyText, type KeyRef } from "../../core/usage/key";
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

    const { pickKey } = await import("./pickKey");
    const picked = await pickKey(title, known, this.words, (text) => this.parseId(text));
    return picked === "enter-an-id" ? this.type(title) : picked;
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

  private parseId(id: string): KeyRef | undefined {
    const key = this.providers
      .map((provider) => provider.parseKey(id, true))
      .find((one) => one !== undefined);
    return key && this.registry.configured(key);
  }
}

/** The ID in an argument: the text itself, or a key's, or that of the key in a row of the tree. */
export function idIn(argument: unknown): string | undefined {
  if (typeof argument === "string") return argument;
  if (typeof argument !== "object" || argument === null) return undefined;
  const { id, key } = argument as { readonly id?: unknown; readonly key?: unknown };
  return typeof id === "string" ? id : idIn(key);
}
