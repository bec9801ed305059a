import type * as vscode from "vscode";
import type { KeyUsageProvider } from "../../core/usage/provider";
import type { KeyRef } from "../../core/usage/key";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";
import type { ChangeHub } from "../editor/changeHub";
import type { Log } from "../log";
import type { LiveSettings } from "../settings";
import type { Words } from "../words";
import type { KeyInPair } from "./siblingOf";

/** What every panel works with. */
export interface PanelParts {
  readonly extensionUri: vscode.Uri;
  readonly providers: readonly KeyUsageProvider[];
  readonly registry: Registry;
  readonly usage: UsageService;
  readonly words: Words;
  readonly settings: LiveSettings;
  readonly hub: ChangeHub;
  readonly log: Log;
  /** The owner's other key, as far as the account's keys were listed, and when the key itself was made. */
  readonly siblingOf: (key: KeyRef) => KeyInPair;
}
