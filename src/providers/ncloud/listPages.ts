import * as l10n from "@vscode/l10n";
import { UsageError } from "../../core/usage/errors";
import type { Operation } from "./operations";

/** One page of a list, and what it says of the whole. */
export interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** How many elements nobody can read: each may be what somebody looks for. */
  readonly unread: number;
  readonly totalPages: number | undefined;
  readonly total: number | undefined;
  readonly isLast?: boolean | undefined;
}

/** What there is to read of a list, by name. With a `failure` it is not all, and what is missing in it may exist. */
export interface ListRead<Row> {
  readonly rows: ReadonlyMap<string, Row>;
  readonly failure?: UsageError;
}

/** As many as no account needs; a list that never ends is somebody else's. */
const MAX_PAGES = 100;

/** What a page has that none before it had. */
export interface NewRows<Row> {
  readonly rows: readonly Row[];
  /** With the last page: how many there are in all. */
  readonly total?: number;
}

/**
 * Reads page after page, counted from 0, to where the list ends or says that it does. At the end it tells why the list
 * is not whole, if it is not.
 */
export async function* eachPage<Row>(
  operation: Operation,
  nameOf: (row: Row) => string,
  load: (index: number) => Promise<ListPage<Row>>,
): AsyncGenerator<NewRows<Row>, UsageError | undefined, undefined> {
  const names = new Set<string>();
  let unread = 0;
  let totalPages: number | undefined;
  let total: number | undefined;
  for (let index = 0; index < MAX_PAGES; index++) {
    const page = await load(index);
    const { isLast } = page;
    // A page behind the last may count nothing.
    totalPages = page.totalPages ?? totalPages;
    total = page.total ?? total;
    const news = new Map(page.rows.filter((row) => !names.has(nameOf(row))).map((row) => [nameOf(row), row]));
    for (const name of news.keys()) names.add(name);
    unread += page.unread;
    const saysEnd = isLast ?? (totalPages !== undefined && index + 1 >= totalPages);
    // A cloud that knows no pages says the same again.
    const goesOn = !saysEnd && news.size > 0;
    yield { rows: [...news.values()], ...(!goesOn && { total: names.size }) };
    if (goesOn) continue;
    const isWhole =
      unread === 0 && isLast !== false && index + 1 >= (totalPages ?? 0) && names.size >= (total ?? 0);
    return isWhole ? undefined : incomplete(operation);
  }
  return incomplete(operation);
}

/** Reads all of `eachPage`'s pages. */
export async function wholeList<Row>(
  pages: ReturnType<typeof eachPage<Row>>,
  nameOf: (row: Row) => string,
): Promise<ListRead<Row>> {
  const rows = new Map<string, Row>();
  for (;;) {
    const page = await pages.next();
    if (page.done) return { rows, ...(page.value && { failure: page.value }) };
    for (const row of page.value.rows) rows.set(nameOf(row), row);
  }
}

function incomplete(operation: Operation): UsageError {
  const message = l10n.t(
    "The list that {0} gave is incomplete, or a part of it cannot be read, so that a key is missing in it says nothing. Try again; if it goes on, look at the key in the console.",
    operation,
  );
  return new UsageError("unreadable", message, { code: "IncompleteList" });
}
