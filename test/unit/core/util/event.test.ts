import assert from "node:assert/strict";
import { Emitter } from "../../../../src/core/util/event";

describe("An emitter", () => {
  it("tells every listener, in the order they came, and the same function as often as it was registered", () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    const twice = (value: number): void => void heard.push(`twice ${value}`);
    emitter.event(twice);
    emitter.event((value) => heard.push(`other ${value}`));
    const second = emitter.event(twice);
    emitter.fire(1);
    second.dispose();
    emitter.fire(2);
    assert.deepEqual(heard, ["twice 1", "other 1", "twice 1", "twice 2", "other 2"]);
  });

  it("reports a listener that throws, and tells the others all the same", () => {
    const reported: unknown[] = [];
    const emitter = new Emitter<number>((error) => reported.push(error));
    const failure = new Error("broken listener");
    let heard = 0;
    emitter.event(() => {
      throw failure;
    });
    emitter.event((value) => (heard = value));
    emitter.fire(7);
    assert.equal(heard, 7);
    assert.deepEqual(reported, [failure]);
  });

  it("does not tell one who stopped listening while the others were being told, nor one who came meanwhile", () => {
    const emitter = new Emitter<number>();
    const heard: string[] = [];
    emitter.event(() => {
      later.dispose();
      emitter.event(() => heard.push("newcomer"));
    });
    const later = emitter.event(() => heard.push("gone"));
    emitter.fire(1);
    assert.deepEqual(heard, []);
  });

  it("tells nobody once it is disposed of", () => {
    const emitter = new Emitter<number>();
    let heard = 0;
    emitter.event(() => heard++);
    emitter.dispose();
    emitter.fire(1);
    assert.equal(heard, 0);
  });
});
