import * as l10n from "@vscode/l10n";
import { credentialsProblem } from "../../common/credentialsProblem";
import type { SigningCredentials } from "./signingCredentials";

const ID = "ALIBABA_CLOUD_ACCESS_KEY_ID";
const SECRET = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
const TOKEN = "ALIBABA_CLOUD_SECURITY_TOKEN";

/** The provider's own environment variables. Throws `UsageError` with the name of the one that is missing. */
export function fromEnvironment(env: Readonly<Record<string, string | undefined>>): SigningCredentials {
  const read = (name: string): string | undefined => {
    const value = env[name]?.trim();
    return value === "" ? undefined : value;
  };
  const need = (name: string): string => {
    const value = read(name);
    if (value !== undefined) return value;
    throw credentialsProblem(
      "EnvironmentIncomplete",
      l10n.t(
        "The environment variable {0} is not set. Set it and start VS Code again from where it is set.",
        name,
      ),
    );
  };
  const securityToken = read(TOKEN);
  return {
    accessKeyId: need(ID),
    accessKeySecret: need(SECRET),
    ...(securityToken !== undefined && { securityToken }),
  };
}
