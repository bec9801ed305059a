import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { credentialsProblem, systemCode } from "../../common/credentialsProblem";
import { parseJson } from "../../common/json";
import { cancelled } from "./problems";
import type { SigningCredentials } from "./signingCredentials";

/** A command of the user's own that prints credentials, and where it runs. */
export interface ExternalCommand {
  readonly profileName: string;
  /** The program and its arguments; no shell sees them. */
  readonly argv: readonly string[];
  /** Never a workspace folder: Windows looks there first for a program without a path. */
  readonly directory: string;
}

/**
 * Runs the command and reads its answer. Only after the user agreed to just this command. Writes nothing.
 * Not through @alicloud/credentials, which cannot be cancelled and writes the answer into the user's file.
 */
export async function externalSession(
  command: ExternalCommand,
  signal: AbortSignal,
): Promise<SigningCredentials> {
  const { profileName } = command;
  const parsed = v.safeParse(answerSchema, parseJson(await run(command, signal)));
  if (!parsed.success) {
    throw credentialsProblem(
      "CommandAnswer",
      l10n.t(
        'The command of profile "{0}" printed something other than credentials. It has to print JSON with "access_key_id" and "access_key_secret", and "sts_token" if they are temporary.',
        profileName,
      ),
    );
  }
  const { access_key_id, access_key_secret, sts_token, expiration, sts_expiration } = parsed.output;
  const expiresAt = expiration ?? (sts_expiration === undefined ? undefined : sts_expiration * 1000);
  return {
    accessKeyId: access_key_id,
    accessKeySecret: access_key_secret,
    ...(sts_token !== undefined && { securityToken: sts_token }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/** An answer has a few hundred bytes; a command that prints without end is stopped here. */
const MAX_OUTPUT_BYTES = 1024 * 1024;

const filled = v.pipe(v.string(), v.nonEmpty());
const temporary = v.pipe(v.string(), v.regex(/^ststoken$/i));
const shared = {
  access_key_id: filled,
  access_key_secret: filled,
  expiration: v.optional(v.pipe(v.string(), v.isoTimestamp(), v.transform(Date.parse))),
  sts_expiration: v.optional(v.number()),
};
/** As the `aliyun` command and the SDKs expect it: a profile of mode AK or StsToken. */
const answerSchema = v.union([
  v.object({ ...shared, mode: v.optional(temporary), sts_token: filled }),
  v.object({
    ...shared,
    mode: v.optional(v.pipe(v.string(), v.regex(/^(?:ak)?$/i))),
    sts_token: v.optional(v.undefined()),
  }),
]);

async function run({ argv, directory, profileName }: ExternalCommand, signal: AbortSignal): Promise<string> {
  const { execFile } = await import("node:child_process");
  const [program = "", ...args] = argv;
  return new Promise((resolve, reject) => {
    const options = {
      cwd: directory,
      env: { ...process.env, NoDefaultCurrentDirectoryInExePath: "1" },
      killSignal: "SIGKILL" as const,
      maxBuffer: MAX_OUTPUT_BYTES,
      signal,
      windowsHide: true,
    };
    const child = execFile(program, args, options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (signal.aborted) reject(cancelled(signal));
      else reject(failed(profileName, error));
    });
    // A command that asks for a password here would ask nobody.
    child.stdin?.end();
  });
}

/** The error's own text holds the command line and what the command printed. */
function failed(profileName: string, error: { readonly code?: unknown }): Error {
  const code = systemCode(error);
  if (code === "ENOENT" || code === "EACCES") {
    return credentialsProblem(
      "CommandNotFound",
      l10n.t(
        'The command of profile "{0}" cannot be started. Check "process_command" and that the program is installed ({1}).',
        profileName,
        code,
      ),
    );
  }
  return credentialsProblem(
    "CommandFailed",
    l10n.t(
      'The command of profile "{0}" failed. Run it in a terminal to see why ({1}).',
      profileName,
      typeof error.code === "number" ? l10n.t("exit code {0}", error.code) : (code ?? l10n.t("stopped")),
    ),
  );
}
