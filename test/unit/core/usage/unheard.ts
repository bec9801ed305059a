import assert from "node:assert/strict";
import { settled } from "../../../support/fakeClock";

/** In a group of tests: fails each after which a rejection was left unheard or Node had something to warn of. */
export function watchUnheard(): void {
  const heard: unknown[] = [];
  const onHeard = (value: unknown): void => void heard.push(value);
  before(() => process.on("unhandledRejection", onHeard).on("warning", onHeard));
  after(() => process.off("unhandledRejection", onHeard).off("warning", onHeard));
  afterEach(async () => {
    await settled();
    assert.deepEqual(
      heard.splice(0),
      [],
      "no rejection may be left unheard, and Node may have nothing to warn of",
    );
  });
}
