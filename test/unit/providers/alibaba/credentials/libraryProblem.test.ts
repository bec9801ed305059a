import assert from "node:assert/strict";
import { instanceProblem, stsProblem } from "../../../../../src/providers/alibaba/credentials/libraryProblem";
import { SECRET, SECRETS, assertTellsNoSecret } from "./support";

// The metadata service has one address in the whole world, so what the library says about it is laid out by hand here;
// roles.test.ts lets the library speak for itself.
describe("instanceProblem", () => {
  it("says that this is no ECS instance when nobody answers", () => {
    const timeout = Object.assign(new Error(`ReadTimeout(1000). ${SECRET}`), { name: "RequestTimeoutError" });
    const unreachable = Object.assign(new Error(SECRET), { code: "EHOSTUNREACH" });
    for (const [error, code] of [
      [timeout, "Timeout"],
      [unreachable, "EHOSTUNREACH"],
    ] as const) {
      const problem = instanceProblem(error, "e", undefined);
      assert.equal(problem.kind, "network");
      assert.equal(problem.code, code);
      assert.match(problem.message, /Profile "e" works only on an ECS instance/);
      assertTellsNoSecret(problem);
    }
  });

  it("says that the instance has no role, or not this one, and repeats no answer", () => {
    const refused = new Error(`get sts token failed, httpStatus: 404, message = ${SECRETS.join()}`);
    assert.match(
      instanceProblem(refused, "e", undefined).message,
      /needs an ECS instance that has a RAM role/,
    );
    assert.match(instanceProblem(refused, "e", "r").message, /for the role r\..*correct "ram_role_name"/);
    assertTellsNoSecret(instanceProblem(refused, "e", "r"));
  });
});

describe("stsProblem", () => {
  it("survives anything that can be thrown", () => {
    const request = { profileName: "p", roleArn: "r", endpoint: "sts", limitMs: 1 };
    for (const thrown of [
      undefined,
      null,
      SECRET,
      1,
      { code: SECRET },
      { code: "lower" },
      new Error(`"Code":"${SECRET}"`),
    ]) {
      const problem = stsProblem(thrown, request);
      assert.equal(problem.code, "RoleNotAssumed");
      assertTellsNoSecret(problem);
    }
  });
});
