import * as vscode from "vscode";
import { evidenceOf } from "../../core/report/evidence";
import { maskId, type KeyRef } from "../../core/usage/key";
import { isRecord } from "../../core/util/record";
import type { Services } from "../services";

/**
 * Copies what is known about a key as Markdown for a ticket, and returns it. Asks whether the ID is masked, unless the
 * argument says so.
 */
export async function copyEvidence(
  services: Services,
  key: KeyRef,
  argument: unknown,
): Promise<string | undefined> {
  const { providers, usage, words, version } = services;
  const masked =
    isRecord(argument) && typeof argument["masked"] === "boolean"
      ? argument["masked"]
      : await askWhetherMasked(services, key);
  if (masked === undefined) return undefined;
  // With its services, because they are what would break; a recent answer that has them is taken.
  const asking = usage.ask(key, { products: true });
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t("Looking up the key") },
    () => asking,
  );
  const text = evidenceOf({
    usage: words.judgedState(key) ?? words.judged(answer),
    masked,
    cloud: providers.find(({ id }) => id === key.provider)?.displayName ?? key.provider,
    wording: words.wordingFor(key),
    version,
  });
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(vscode.l10n.t("Copied the evidence as Markdown."), 3000);
  return text;
}

async function askWhetherMasked({ settings }: Services, key: KeyRef): Promise<boolean | undefined> {
  const whole = { label: vscode.l10n.t("Whole ID"), description: key.id, masked: false };
  const short = { label: vscode.l10n.t("Masked ID"), description: maskId(key.id), masked: true };
  // Somebody may be looking over the shoulder of whoever masks IDs.
  const items = settings.now.maskIds ? [short, { ...whole, description: "" }] : [whole, short];
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t("Copy Evidence"),
    placeHolder: vscode.l10n.t("How is the key's ID written in the evidence?"),
  });
  return picked?.masked;
}
