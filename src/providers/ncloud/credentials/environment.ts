import * as l10n from "@vscode/l10n";
import { credentialsProblem } from "../../common/credentialsProblem";
import type { SigningCredentials } from "./signingCredentials";

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Both spellings that NAVER Cloud's SDKs read, in the order of the one for Go. */
const ID = ["NCLOUD_ACCESS_KEY_ID", "NCLOUD_ACCESS_KEY"] as const;
const SECRET = ["NCLOUD_SECRET_ACCESS_KEY", "NCLOUD_SECRET_KEY"] as const;

/** The provider's own environment variables. Throws `UsageError` with the names of the ones that are missing. */
export function fromEnvironment(env: Environment): SigningCredentials {
  const need = (names: readonly [string, string]): string => {
    const value = names.map((name) => env[name]?.trim()).find((one) => one !== undefined && one !== "");
    if (value !== undefined) return value;
    throw credentialsProblem(
      "EnvironmentIncomplete",
      l10n.t(
        "Neither of the environment variables {0} and {1} is set. Set one and start VS Code again from where it is set.",
        ...names,
      ),
    );
  };
  return { accessKeyId: need(ID), accessKeySecret: need(SECRET) };
}
