import { chmod, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import { credentialsProblem } from "../../common/credentialsProblem";

/** The fields of an OAuth profile that a renewed sign-in changes, in seconds where they are times. */
export interface OAuthTokens {
  readonly oauth_access_token?: string;
  readonly oauth_refresh_token?: string;
  readonly oauth_access_token_expire?: number;
  readonly access_key_id?: string;
  readonly access_key_secret?: string;
  readonly sts_token?: string;
  readonly sts_expiration?: number;
}

/**
 * Changes these fields of one profile and leaves everything else in the file as it is. Only after the user agreed.
 * The new file takes the old one's place in one step, so nobody ever reads half of it.
 */
export async function saveOAuth(file: string, profileName: string, tokens: OAuthTokens): Promise<void> {
  let temporary: string | undefined;
  try {
    const target = await realpath(file); // a link stays a link
    const config = v.parse(configSchema, JSON.parse((await readFile(target, "utf8")).replace(/^\uFEFF/, "")));
    const index = config.profiles.findIndex((profile) => profile["name"] === profileName);
    const profiles = config.profiles.map((profile, each) =>
      each === index ? { ...profile, ...tokens } : profile,
    );
    if (index < 0) throw new Error();
    temporary = `${target}.${process.pid}.keytrail`;
    await writeFile(temporary, `${JSON.stringify({ ...config, profiles }, undefined, "\t")}\n`, {
      mode: 0o600,
    });
    await chmod(temporary, (await stat(target)).mode & 0o777);
    await rename(temporary, target);
  } catch {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined);
    // Whatever failed may quote the file, so only what it means is told.
    throw credentialsProblem(
      "SignInNotSaved",
      l10n.t(
        'The renewed sign-in of profile "{0}" could not be written to {1}. Run "aliyun configure --profile {0}" to sign in again.',
        profileName,
        file,
      ),
    );
  }
}

const configSchema = v.looseObject({ profiles: v.array(v.record(v.string(), v.unknown())) });
