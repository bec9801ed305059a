import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import type { StoredCredentials } from "../../core/usage/storedCredentials";
import { credentialsProblem } from "./credentialsProblem";
import { parseJson } from "./json";

/** What the user entered, by account name; in VS Code it is SecretStorage. */
export interface StoredSecrets {
  read(accountName: string): Promise<string | undefined>;
}

const filled = v.pipe(v.string(), v.trim(), v.nonEmpty());
const storedSchema = v.object({
  accessKeyId: filled,
  accessKeySecret: filled,
  securityToken: v.optional(filled),
});

/** What was entered for the account and kept. Rejects with `UsageError` when there is nothing, or nothing usable. */
export async function fromStore(stored: StoredSecrets, accountName: string): Promise<StoredCredentials> {
  const text = await stored.read(accountName).catch(() => {
    throw credentialsProblem(
      "StoreUnreadable",
      l10n.t(
        'The secret store of this machine cannot be read. Unlock its keychain and try again (account "{0}").',
        accountName,
      ),
    );
  });
  if (text === undefined) {
    throw credentialsProblem(
      "NothingStored",
      l10n.t(
        'No credentials are stored for the account "{0}". Run "KeyTrail: Add Account…" to enter them.',
        accountName,
      ),
    );
  }
  const parsed = v.safeParse(storedSchema, parseJson(text));
  if (!parsed.success) {
    throw credentialsProblem(
      "StoredBroken",
      l10n.t(
        'The stored credentials of the account "{0}" cannot be used. Run "KeyTrail: Add Account…" to enter them again.',
        accountName,
      ),
    );
  }
  const { accessKeyId, accessKeySecret, securityToken } = parsed.output;
  return { accessKeyId, accessKeySecret, ...(securityToken !== undefined && { securityToken }) };
}
