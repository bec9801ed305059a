import * as vscode from "vscode";
import {
  KEY_FILTERS,
  KEY_SORTS,
  WHOLE_VIEW,
  type KeyFilter,
  type KeySort,
  type KeyView,
} from "../../core/inventory/keyView";
import type { Account } from "../../core/usage/account";
import { isRecord } from "../../core/util/record";

/** What a person chose to see in the tree, remembered for the folder that is open. */
export class TreeMemory implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private current: KeyView;
  private listed: ReadonlySet<string>;
  /** How many users of an account are shown at once; more on request, until the window closes. */
  private readonly limits = new Map<string, number>();

  constructor(private readonly memento: vscode.Memento) {
    this.current = readView(memento.get(VIEW));
    const names = memento.get<unknown>(LISTED);
    this.listed = new Set(Array.isArray(names) ? names.filter((name) => typeof name === "string") : []);
  }

  get view(): KeyView {
    return this.current;
  }

  setView(view: KeyView): void {
    this.current = view;
    this.changed.fire();
    void this.memento.update(VIEW, view);
  }

  /** Whether somebody wants to see all keys of the account. */
  isListed({ name }: Account): boolean {
    return this.listed.has(name);
  }

  setListed({ name, thisSessionOnly }: Account, isListed: boolean): void {
    const listed = new Set(this.listed);
    if (isListed) listed.add(name);
    else listed.delete(name);
    this.listed = listed;
    this.changed.fire();
    // The sample's accounts end with the window, and another one may get the name.
    if (!thisSessionOnly) void this.memento.update(LISTED, [...listed]);
  }

  limitOf({ name }: Account): number {
    return this.limits.get(name) ?? ROWS;
  }

  showMore(account: Account): void {
    this.limits.set(account.name, this.limitOf(account) + ROWS);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}

const VIEW = "keytrail.view";
const LISTED = "keytrail.listedAccounts";
/** VS Code asks for every row of an open branch at once. */
const ROWS = 200;

/** A file of VS Code's: what is in it was right once, but may be of another version. */
function readView(stored: unknown): KeyView {
  if (!isRecord(stored)) return WHOLE_VIEW;
  const { filters, sort } = stored;
  const isFilter = (one: unknown): one is KeyFilter => KEY_FILTERS.some((filter) => filter === one);
  const isSort = (one: unknown): one is KeySort => KEY_SORTS.some((each) => each === one);
  return {
    filters: Array.isArray(filters) ? filters.filter(isFilter) : [],
    sort: isSort(sort) ? sort : "listed",
  };
}
