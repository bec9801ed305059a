import * as vscode from "vscode";
import type { Account } from "../../core/usage/account";
import { keyText, type KeyRef } from "../../core/usage/key";
import type { KeyUsageProvider } from "../../core/usage/provider";
import { plainSettingProblems, type PlainSettingName } from "../plainSettings";
import { parseAccounts, parseKeys, type SettingProblem } from "./parseAccounts";

/** The accounts and keys that are set up: those of the settings, and those of the sample while it runs. */
export class Registry implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when `accounts`, `keys` or `problems` may have changed. */
  readonly onDidChange = this.changed.event;
  private readonly listening: vscode.Disposable;
  private session: { readonly accounts: readonly Account[]; readonly keys: readonly KeyRef[] } = {
    accounts: [],
    keys: [],
  };
  private current: Contents | undefined;

  constructor(private readonly providers: readonly KeyUsageProvider[]) {
    this.listening = vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("keytrail")) this.refresh();
    });
  }

  /** In the order of the settings, names unique. */
  get accounts(): readonly Account[] {
    return this.contents.accounts;
  }

  /** Those that may be asked about a key: the sample's about its own keys, and about no others. */
  accountsFor(key: KeyRef): readonly Account[] {
    const { accounts, ofSession } = this.contents;
    const isSample = ofSession.has(keyText(key));
    return accounts.filter(({ thisSessionOnly }) => (thisSessionOnly === true) === isSample);
  }

  /** The keys to look after, no key twice. */
  get keys(): readonly KeyRef[] {
    return this.contents.keys;
  }

  get problems(): readonly PlacedProblem[] {
    return this.contents.problems;
  }

  /** The configured entry for a key, which may carry a label and an account; else the key itself. */
  configured(key: KeyRef): KeyRef {
    return this.contents.byText.get(keyText(key)) ?? key;
  }

  /** Adds accounts and keys that no settings file knows and that end with this window. */
  setSession(accounts: readonly Account[], keys: readonly KeyRef[]): void {
    this.session = { accounts, keys };
    this.refresh();
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  private refresh(): void {
    this.current = undefined;
    this.changed.fire();
  }

  private get contents(): Contents {
    return (this.current ??= this.read());
  }

  private read(): Contents {
    const section = vscode.workspace.getConfiguration("keytrail");
    const accounts = parseAccounts(section.get("accounts"), this.providers);
    // A team's list in the workspace must not hide the user's own, so the two are joined instead of overridden.
    const lists = section.inspect<unknown>("keys");
    // An old ID may have the form of two clouds' IDs: of those, the one that somebody has an account with is meant.
    const isUsed = ({ id }: KeyUsageProvider): boolean => accounts.valid.some((one) => one.provider === id);
    const byUse = this.providers.toSorted((a, b) => Number(isUsed(b)) - Number(isUsed(a)));
    const team = parseKeys(lists?.workspaceValue, byUse);
    const own = parseKeys(lists?.globalValue, byUse);
    const byText = new Map<string, KeyRef>();
    for (const key of [...team.valid, ...own.valid, ...this.session.keys]) {
      if (!byText.has(keyText(key))) byText.set(keyText(key), key);
    }
    const taken = new Set(accounts.valid.map(({ name }) => name));
    return {
      accounts: [...accounts.valid, ...this.session.accounts.filter(({ name }) => !taken.has(name))],
      keys: [...byText.values()],
      problems: [
        ...placed("user", accounts.problems),
        ...placed("workspace", team.problems),
        ...placed("user", own.problems),
        ...plainSettingProblems((name) => section.get(name)).map((problem): PlacedProblem => {
          const isTeams =
            section.inspect(problem.setting.slice("keytrail.".length))?.workspaceValue !== undefined;
          return { ...problem, entry: 0, origin: isTeams ? "workspace" : "user" };
        }),
      ],
      byText,
      ofSession: new Set(this.session.keys.map(keyText)),
    };
  }
}

/** A mistake in the settings and whose they are: a team's list and one's own may have the very same. */
export interface PlacedProblem extends Omit<SettingProblem, "setting"> {
  readonly setting: SettingProblem["setting"] | PlainSettingName;
  readonly origin: "user" | "workspace";
}

function placed(origin: PlacedProblem["origin"], problems: readonly SettingProblem[]): PlacedProblem[] {
  return problems.map((problem) => ({ ...problem, origin }));
}

interface Contents {
  readonly accounts: readonly Account[];
  readonly keys: readonly KeyRef[];
  readonly problems: readonly PlacedProblem[];
  readonly byText: ReadonlyMap<string, KeyRef>;
  /** The texts of the sample's keys. */
  readonly ofSession: ReadonlySet<string>;
}
