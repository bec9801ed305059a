import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import type { Account, CredentialSource } from "../../../../../src/core/usage/account";
import { UsageError, type UsageErrorKind } from "../../../../../src/core/usage/errors";
import { systemClock, type Clock } from "../../../../../src/core/util/clock";
import { AlibabaCredentials } from "../../../../../src/providers/alibaba/credentials/alibabaCredentials";
import type { Environment } from "../../../../../src/providers/alibaba/credentials/obstacle";

// No real key was ever one of these; they are put together here so that no scanner takes them for one.
export const KEY_ID = "LTAI" + "5tForTheUnitTests1234";
export const SECRET = ["not", "A", "Real", "Secret", "0123456789", "Zz"].join("");
export const TOKEN = "CAIS" + "notARealToken/0123456789+abc==";
/** Everything that must never be told. */
export const SECRETS = [SECRET, TOKEN];

export const KEYS = { access_key_id: KEY_ID, access_key_secret: SECRET };

export function account(source: CredentialSource | string): Account {
  const credentials = typeof source === "string" ? ({ kind: "profile", name: source } as const) : source;
  return { name: "prod", provider: "alibaba", credentials };
}

/** A time that the test owns; waiting is real, and short in these tests. */
export class TestClock implements Clock {
  private time = Date.now();
  readonly sleep: Clock["sleep"] = (ms, signal) => systemClock.sleep(ms, signal);
  now = (): number => this.time;
  advance(ms: number): void {
    this.time += ms;
  }
}

/** A home folder of its own, with the extension's credentials looking into it. */
export class Home {
  readonly folder = mkdtempSync(path.join(tmpdir(), "keytrail-"));
  readonly configPath = path.join(this.folder, "config.json");
  readonly consents = new Set<string>();
  readonly stored = new Map<string, string>();
  readonly clock: Clock;
  env: Environment = {};
  readonly credentials: AlibabaCredentials;

  constructor(clock: Clock = new TestClock()) {
    this.clock = clock;
    this.credentials = new AlibabaCredentials({
      env: () => this.env,
      configPath: this.configPath,
      stored: { read: (name) => Promise.resolve(this.stored.get(name)) },
      consents: this.consents,
      clock,
    });
  }

  /** Writes the file as the `aliyun` command does: in place. */
  write(...profiles: readonly object[]): void {
    this.writeText(JSON.stringify({ current: "default", profiles }, undefined, "\t"));
  }

  writeText(text: string): void {
    writeFileSync(this.configPath, text);
  }

  /** A file beside the configuration, and its path. */
  file(name: string, text: string): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  resolve(source: CredentialSource | string, signal = new AbortController().signal) {
    return this.credentials.resolve(account(source), signal);
  }

  /** The error that `resolve` rejects with, after a look into all its corners for secrets. */
  async refusal(
    source: CredentialSource | string,
    kind: UsageErrorKind = "credentials",
  ): Promise<UsageError> {
    return refusalOf(this.resolve(source), kind);
  }

  dispose(): void {
    this.credentials.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** In a group of tests: gives each a home folder and a time of its own, and takes the folder away after it. */
export function useHome(give: (home: Home, clock: TestClock) => void): void {
  let home: Home;
  beforeEach(() => {
    const clock = new TestClock();
    home = new Home(clock);
    give(home, clock);
  });
  afterEach(() => {
    home.dispose();
  });
}

/** The `UsageError` of that kind that the promise rejects with, which holds no secret anywhere. */
export async function refusalOf(
  promise: Promise<unknown>,
  kind: UsageErrorKind = "credentials",
): Promise<UsageError> {
  const error = await promise.then(
    (value) => assert.fail(`resolved with ${inspect(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UsageError, inspect(error));
  assertTellsNoSecret(error);
  assert.equal(error.cause, undefined);
  assert.equal(error.kind, kind, error.message);
  return error;
}

/** Looks where a log, a message or a debugger would: at the text, the stack, the JSON, and everything hidden. */
export function assertTellsNoSecret(value: unknown): void {
  const shown = [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value)];
  if (value instanceof Error) shown.push(value.message, value.stack ?? "", String(value.cause));
  for (const text of shown) {
    for (const secret of SECRETS) {
      for (let i = 0; i + 10 <= secret.length; i++) {
        assert.ok(!text.includes(secret.slice(i, i + 10)), `tells a secret: ${text}`);
      }
    }
  }
}
