import * as l10n from "@vscode/l10n";
import type { AccountBranch } from "../../core/inventory/arrange";
import type { InventoryState } from "../../core/inventory/inventoryService";
import type { NoteNode } from "./nodes";

/** What there is to say about the list of an account's keys, in rows above the keys. */
export function notesOf(
  { account, elsewhere }: Pick<AccountBranch, "account" | "elsewhere">,
  state: InventoryState | undefined,
): readonly NoteNode[] {
  const note = (kind: NoteNode["kind"], label: string, detail?: string): NoteNode => ({
    ...{ type: "note", account, kind, label },
    ...(detail !== undefined && { detail }),
  });
  if (!state) return [note("again", l10n.t("All keys of this account are listed on a click"))];
  const notes: NoteNode[] = [];
  if (state.busy) notes.push(note("listing", progressText(state.busy)));
  else if (state.problem) {
    const label =
      state.status === "ended"
        ? l10n.t("The keys could not be listed again, these are from before")
        : l10n.t("Not all keys could be listed");
    notes.push(note("again", label, state.problem.message));
  } else if (state.status === "stopped") {
    notes.push(note("again", l10n.t("Stopped: not all keys are here")));
  }
  for (const { message, problem, byNature } of state.gaps)
    notes.push(note(byNature ? "by-nature" : "gap", message, problem?.message));
  if (elsewhere > 0) notes.push(note("elsewhere", elsewhereText(elsewhere)));
  return notes;
}

function progressText({ done, total }: NonNullable<InventoryState["busy"]>): string {
  return total === undefined
    ? l10n.t("Listing keys… {0} users so far", done)
    : l10n.t("Listing keys… {0} of {1} users", done, total);
}

function elsewhereText(count: number): string {
  return count === 1
    ? l10n.t("One key of this account stands under an account further up")
    : l10n.t("{0} keys of this account stand under an account further up", count);
}
