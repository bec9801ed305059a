import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { systemClock } from "../../../../../src/core/util/clock";
import type { ConsentQuestion } from "../../../../../src/core/usage/provider";
import {
  Home,
  KEYS,
  KEY_ID,
  SECRET,
  TOKEN,
  type TestClock,
  account,
  assertTellsNoSecret,
  refusalOf,
  useHome,
} from "./support";

describe("AlibabaCredentials, for a profile with a command", () => {
  let clock: TestClock;
  let home: Home;
  useHome((own, time) => {
    home = own;
    clock = time;
  });

  /** A command that runs this script with Node; it leaves a line in `runs` each time. */
  const command = (script: string, ...args: readonly string[]): string => {
    const count = `require("fs").appendFileSync(${JSON.stringify(runsFile())}, "x");`;
    const file = home.file("print credentials.cjs", count + script);
    return [process.execPath, file, ...args].map((each) => `'${each}'`).join(" ");
  };
  const runsFile = (): string => path.join(home.folder, "runs");
  const runs = (): number => (existsSync(runsFile()) ? readFileSync(runsFile(), "utf8").length : 0);
  const print = (answer: object): string =>
    `process.stdout.write(${JSON.stringify(JSON.stringify(answer))});`;
  const external = (process_command: string) => ({ name: "e", mode: "External", process_command });

  const question = async (name = "e"): Promise<ConsentQuestion> => {
    const check = await home.credentials.check(account(name));
    assert.equal(check.state, "needs-consent");
    return check.consent;
  };
  const agree = async (name?: string): Promise<void> => {
    home.consents.add((await question(name)).id);
  };

  it("runs nothing before the user agreed, whatever is asked of it", async () => {
    home.write(external(command(print(KEYS))));
    const error = await home.refusal("e", "consent");
    assert.match(error.message, /you have not agreed/);
    await home.credentials.listProfiles();
    await question();
    assert.equal(runs(), 0);
  });

  it("asks with the whole command, in characters that can be seen", async () => {
    home.write(external("tool --from 'a b'\n\u202Etxt\u0007"));
    const { id, message } = await question();
    assert.ok(message.endsWith("tool --from 'a b'\\u{a}\\u{202e}txt\\u{7}"), message);
    assert.match(id, /^[0-9a-f]{32}$/);
  });

  it("runs the command after the user agreed to it, and writes nothing to the file", async () => {
    home.write(
      external(
        command(
          print({
            mode: "StsToken",
            ...KEYS,
            sts_token: TOKEN,
            expiration: new Date(Date.now() + 3_600_000),
          }),
        ),
      ),
    );
    const before = readFileSync(home.configPath, "utf8");
    await agree();
    assert.deepEqual(await home.credentials.check(account("e")), { state: "ready" });
    const all = await Promise.all([home.resolve("e"), home.resolve("e"), home.resolve("e")]);
    assert.equal(all[0].accessKeyId, KEY_ID);
    assert.equal(all[0].securityToken, TOKEN);
    assert.equal(runs(), 1);
    assert.equal(readFileSync(home.configPath, "utf8"), before);
    clock.advance(3_600_000);
    await home.resolve("e");
    assert.equal(runs(), 2);
  });

  it("takes a changed command for one that nobody agreed to, and so a profile of another name", async () => {
    home.write(external(command(print(KEYS))));
    await agree();
    await home.resolve("e");
    home.write(external(command(print(KEYS), "--more")));
    await home.refusal("e", "consent");
    home.write({ ...external(command(print(KEYS))), name: "f" });
    await home.refusal("f", "consent");
    assert.equal(runs(), 1);
  });

  it("needs the same agreement when another profile starts from it", async () => {
    home.write(
      { name: "c", mode: "ChainableRamRoleArn", source_profile: "e", ram_role_arn: "acs:ram::1:role/r" },
      external("tool"),
    );
    assert.ok((await question("c")).message.endsWith(": tool"));
    assert.equal((await question("c")).id, (await question("e")).id);
  });

  it("understands both ways to tell the end, and keys without a token", async () => {
    const seconds = Math.floor(Date.now() / 1000) + 3600;
    home.write(external(command(print({ ...KEYS, sts_token: TOKEN, sts_expiration: seconds }))));
    await agree();
    assert.equal((await home.resolve("e")).expiresAt, seconds * 1000);
    home.write(external(command(print({ mode: "AK", ...KEYS }), "2")));
    await agree();
    assert.deepEqual(await home.resolve("e"), { accessKeyId: KEY_ID, accessKeySecret: SECRET });
  });

  const answers: Readonly<Record<string, string>> = {
    "text that is not JSON": `process.stdout.write("the secret is ${SECRET}");`,
    "JSON that is cut off": `process.stdout.write('{"access_key_secret":"${SECRET}');`,
    "an empty secret": `process.stdout.write('{"access_key_id":"${SECRET}","access_key_secret":""}');`,
    "temporary keys without their token": `process.stdout.write('{"mode":"StsToken","access_key_id":"a","access_key_secret":"${SECRET}"}');`,
    "a profile of a mode that it cannot be": `process.stdout.write('{"mode":"RamRoleArn","access_key_id":"a","access_key_secret":"${SECRET}"}');`,
    nothing: "",
  };
  for (const [what, script] of Object.entries(answers)) {
    it(`repeats nothing of what the command printed when that is ${what}`, async () => {
      home.write(external(command(script)));
      await agree();
      assert.equal((await home.refusal("e")).code, "CommandAnswer");
    });
  }

  it("repeats nothing of a command that failed, neither its text nor its arguments", async () => {
    home.write(
      external(command(`console.error("${SECRET}"); console.log("${TOKEN}"); process.exit(3);`, SECRET)),
    );
    await agree();
    const error = await home.refusal("e");
    assert.match(error.message, /failed\. Run it in a terminal to see why \(exit code 3\)/);
    assertTellsNoSecret(await home.credentials.check(account("e")));
  });

  it("says that the program is not there, or that the command makes no sense", async () => {
    home.write(external(`/nowhere/to/be/found --secret ${SECRET}`));
    await agree();
    assert.equal((await home.refusal("e")).code, "CommandNotFound");
    home.write(external(`tool 'never closed ${SECRET}`));
    await agree();
    assert.equal((await home.refusal("e")).code, "CommandInvalid");
  });

  it("stops a command that prints without end, and one that does not end", async () => {
    home.write(external(command(`setInterval(() => process.stdout.write("x".repeat(65536)), 1)`)));
    await agree();
    assert.match((await home.refusal("e")).message, /ERR_CHILD_PROCESS_STDIO_MAXBUFFER|failed/);

    const pid = path.join(home.folder, "pid");
    home.write(
      external(
        command(
          `require("fs").writeFileSync(${JSON.stringify(pid)}, String(process.pid)); setInterval(() => {}, 1000)`,
          "without end",
        ),
      ),
    );
    await agree();
    const waiting = refusalOf(home.resolve("e"), "cancelled");
    while (!existsSync(pid) || readFileSync(pid, "utf8") === "")
      await new Promise((resolve) => setTimeout(resolve, 5));
    home.credentials.dispose();
    await waiting;
    const running = (): boolean => {
      try {
        return process.kill(Number(readFileSync(pid, "utf8")), 0);
      } catch {
        return false;
      }
    };
    while (running()) await new Promise((resolve) => setTimeout(resolve, 5));
  });

  it("gives a command thirty seconds", async () => {
    const limits: number[] = [];
    const hasty = new Home({
      now: () => Date.now(),
      sleep: (ms, signal) => {
        limits.push(ms);
        return systemClock.sleep(200, signal);
      },
    });
    try {
      hasty.write(external(command("setInterval(() => {}, 1000)")));
      const check = await hasty.credentials.check(account("e"));
      assert.equal(check.state, "needs-consent");
      hasty.consents.add(check.consent.id);
      assert.match(
        (await hasty.refusal("e", "timeout")).message,
        /The command of profile "e" did not answer within 30 seconds/,
      );
      assert.deepEqual(limits, [30_000]);
    } finally {
      hasty.dispose();
    }
  });

  it("gives the command no standing in an open folder: it runs beside the configuration file", async () => {
    home.write(
      external(
        command(
          `${print(KEYS)} require("fs").writeFileSync(process.argv[2], process.cwd());`,
          path.join(home.folder, "cwd"),
        ),
      ),
    );
    await agree();
    await home.resolve("e");
    const { realpathSync } = await import("node:fs");
    assert.equal(readFileSync(path.join(home.folder, "cwd"), "utf8"), realpathSync(home.folder));
  });
});
