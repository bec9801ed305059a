import type { VSCodeVersion } from "../../../scripts/vscodeDownload";

/** A colour theme, as the setting `workbench.colorTheme` names it. */
export type Theme = "Default Light Modern" | "Default Dark Modern" | "Default High Contrast";

/** What kind of VS Code a test wants; everything but the folder has a default. */
export interface WorkbenchOptions {
  readonly folder: string;
  /** A file of it to open. */
  readonly file?: string;
  readonly version?: VSCodeVersion;
  /** Dark unless named otherwise. */
  readonly theme?: Theme;
  /** The language that KeyTrail speaks (`zh-cn`); VS Code's own words stay English. */
  readonly language?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** Machine settings, by name. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Put over the environment that the extension sees; its home folder holds nothing but `homeFiles`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What is in the extension's home folder from the start, by path. */
  readonly homeFiles?: Readonly<Record<string, string>>;
  readonly workspaceTrust?: boolean;
}
