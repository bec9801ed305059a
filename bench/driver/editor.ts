import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import { EMPTY, KEYTRAIL, type EditorJob, type EditorResult, type LoopDelay } from "../jobs";
import { extensionOf } from "./activation";
import { heapInUse } from "./heap";
import { measureKnownHovers, measureUnknownHovers } from "./hovers";
import { measureFirstLenses, measureLenses } from "./lenses";
import { loopDelayDuring } from "./loopDelay";
import { Spy } from "./spy";

const AFTER_ACTIVATION_MS = 2_000;
const IDLE_MS = 10_000;
/** A thousand look-ups at twenty a second take fifty seconds. */
const ANSWERS_WITHIN_MS = 90_000;

/** Does with KeyTrail what a person does, from its activation on, and measures it. */
export async function measureEditor({ origin, files }: EditorJob): Promise<EditorResult> {
  const spy = Spy.on(extensionOf(KEYTRAIL).extensionPath);
  const empty = await heapGrowthOf(EMPTY);
  const keytrail = await heapGrowthOf(KEYTRAIL);
  const loadedAtActivation = [...spy.loaded];
  const idle = await loopDelayDuring(() => delay(IDLE_MS));

  const firstLenses = await measureFirstLenses(files.hovered);
  const loadedBefore = [...spy.loaded];
  const hovers = await measureUnknownHovers(files, origin, spy.hoverProvider);
  const loadedByFirstLookUp = spy.loaded.filter((name) => !loadedBefore.includes(name));
  const knownHover = await measureKnownHovers(files, spy.hoverProvider);

  const twoHundred = await showUntilAnswered(files.twoHundred, spy);
  const thousand = await showUntilAnswered(files.thousand, spy);
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  const lenses = await measureLenses(files, spy);
  return {
    ...{ heapGrowth: { keytrail, empty }, loadedAtActivation, loadedBefore, loadedByFirstLookUp },
    ...{ firstLenses, firstLookUp: hovers.first, knownHover, lenses },
    unknownHover: { alone: hovers.alone, throughWindow: hovers.throughWindow },
    ...{ idle, twoHundred, thousand },
  };
}

async function heapGrowthOf(id: string): Promise<number> {
  const before = heapInUse();
  await extensionOf(id).activate();
  await delay(AFTER_ACTIVATION_MS);
  return heapInUse() - before;
}

/** Shows a file, and waits until VS Code has drawn an answer above every key of it. */
async function showUntilAnswered(file: string, spy: Spy): Promise<LoopDelay> {
  const document = await vscode.workspace.openTextDocument(file);
  const keys = document.lineCount - 1;
  return loopDelayDuring(async () => {
    const answered = new Promise<void>((resolve, reject) => {
      const timeout = setTimeout(() => {
        reject(new Error(`Not every key of ${file} was answered within ${ANSWERS_WITHIN_MS / 1000} s.`));
      }, ANSWERS_WITHIN_MS);
      spy.onLenses = (drawnFor, lenses) => {
        const answers = lenses.filter(({ command }) => command?.title.startsWith("Last used") === true);
        if (drawnFor !== document || answers.length < keys) return;
        clearTimeout(timeout);
        resolve();
      };
    });
    await vscode.window.showTextDocument(document);
    await answered;
  });
}
