import * as l10n from "@vscode/l10n";
import { UsageError } from "../../../core/usage/errors";
import type { Period } from "./activityLog";

/** One page of a key's activity. The period goes along, so that what happens meanwhile does not shift the pages. */
export interface PlaceInLog {
  readonly page: number;
  readonly period: Period;
}

/** What the page with the next records is asked for with. */
export function pageTokenOf({ page, period: { from, to } }: PlaceInLog): string {
  return [page, from, to].join("-");
}

/** Throws `UsageError` when the text is no token of ours: it may have been kept by an earlier version. */
export function readPageToken(token: string): PlaceInLog {
  const [, page, from, to] = /^(\d{1,6})-(\d{13})-(\d{13})$/.exec(token) ?? [];
  if (page === undefined) {
    throw new UsageError("invalid", l10n.t("The list changed while it was being read. Load it again."), {
      // Whoever shows the list starts it over at this code.
      code: "InvalidNextToken",
    });
  }
  return { page: Number(page), period: { from: Number(from), to: Number(to) } };
}
