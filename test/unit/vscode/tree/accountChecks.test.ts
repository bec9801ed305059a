import assert from "node:assert/strict";
import type { Account } from "../../../../src/core/usage/account";
import type { AccountCheck } from "../../../../src/core/usage/provider";
import { AccountChecks } from "../../../../src/vscode/tree/accountChecks";
import { accountOf } from "../../core/usage/fakes";

const broken = (reason: string): AccountCheck => ({ state: "broken", reason });

/** A look at one account's credentials that ends when the test says so. */
interface Look {
  readonly account: string;
  readonly shows: (check: AccountCheck) => void;
  readonly fails: (error: unknown) => void;
}

describe("The checks of accounts", () => {
  let accounts: readonly Account[];
  let looks: Look[];
  let told: number;
  let problems: unknown[];
  let checks: AccountChecks;

  beforeEach(() => {
    accounts = [accountOf("prod")];
    looks = [];
    told = 0;
    problems = [];
    checks = new AccountChecks({
      providers: [
        {
          id: "alibaba",
          checkAccount: ({ name }) =>
            new Promise((shows, fails) => {
              looks.push({ account: name, shows, fails });
            }),
        },
      ],
      accounts: () => accounts,
      onChecked: () => {
        told += 1;
      },
      onProblem: ({ name }, error) => {
        problems.push([name, error]);
      },
    });
  });

  it("that overlap: the one that began later counts, whichever ends first", async () => {
    const first = checks.renew();
    const second = checks.renew();
    looks[1]?.shows(broken("later"));
    await second;
    assert.deepEqual(checks.of("prod"), broken("later"));
    looks[0]?.shows(broken("earlier"));
    await first;
    assert.deepEqual(checks.of("prod"), broken("later"));
    assert.equal(told, 1, "the earlier one is news to nobody");
  });

  it("that overlap and end in their order show nothing of the first", async () => {
    const first = checks.renew();
    const second = checks.renew();
    looks[0]?.shows(broken("earlier"));
    await first;
    assert.deepEqual([checks.of("prod"), told], [undefined, 0]);
    looks[1]?.shows({ state: "ready" });
    await second;
    assert.deepEqual([checks.of("prod"), told], [{ state: "ready" }, 1]);
  });

  it("forget an account that went, and know nothing of one before it was looked at", async () => {
    const with1 = checks.renew();
    looks[0]?.shows(broken("no file"));
    await with1;
    accounts = [accountOf("dev")];
    assert.equal(checks.of("dev"), undefined);
    const with2 = checks.renew();
    looks[1]?.shows({ state: "ready" });
    await with2;
    assert.deepEqual([checks.of("prod"), checks.of("dev")], [undefined, { state: "ready" }]);
  });

  it("of which one cannot be made keep what that account's last one showed, and the others' results", async () => {
    accounts = [accountOf("prod"), accountOf("dev"), accountOf("lab", { provider: "nobody's" })];
    const first = checks.renew();
    looks[0]?.shows(broken("no file"));
    looks[1]?.shows({ state: "ready" });
    await first;
    const second = checks.renew();
    const mistake = new Error("a mistake of ours");
    looks[2]?.fails(mistake);
    looks[3]?.shows(broken("no file either"));
    await second;
    assert.deepEqual(
      ["prod", "dev", "lab"].map((name) => checks.of(name)),
      [broken("no file"), broken("no file either"), { state: "ready" }],
    );
    assert.deepEqual(problems, [["prod", mistake]]);
  });
});
