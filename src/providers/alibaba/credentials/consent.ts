import * as l10n from "@vscode/l10n";
import type { ConsentQuestion } from "../../../core/usage/provider";
import { digest } from "../../common/digest";
import type { Plan } from "./plan";
import { isFresh } from "./signingCredentials";

/**
 * What the user has to agree to before the plan may be carried out, or `undefined` when it only reads and asks the cloud.
 * The command is shown whole, because nobody can agree to what they cannot see; the ID holds only a hash of it.
 */
export async function consentFor(
  plan: Plan,
  file: string,
  now: number,
): Promise<ConsentQuestion | undefined> {
  if (plan.source !== undefined) return consentFor(plan.source, file, now);
  const { profile } = plan;
  switch (profile.mode) {
    case "External":
      return {
        id: await digest([file, profile.name, profile.mode, profile.command]),
        message: l10n.t(
          'To get the credentials of profile "{0}", KeyTrail would run this command, now and whenever they have expired: {1}',
          profile.name,
          visible(profile.command),
        ),
      };
    case "OAuth":
      // While the session in the file lasts, nothing has to be renewed and so nothing written.
      if (profile.lastSession !== undefined && isFresh(profile.lastSession, now)) return undefined;
      return {
        id: await digest([file, profile.name, profile.mode]),
        message: l10n.t(
          'To get the credentials of profile "{0}", KeyTrail would renew its sign-in at Alibaba Cloud, now and whenever it has expired, and write the new tokens to {1}, as the aliyun command does.',
          profile.name,
          file,
        ),
      };
    case "AK":
    case "StsToken":
    case "RamRoleArn":
    case "ChainableRamRoleArn":
    case "EcsRamRole":
    case "OIDC":
    case "CloudSSO":
      return undefined;
  }
}

/** Characters that a dialogue would not show, or would show in another order than they run, as their code points. */
function visible(command: string): string {
  return command.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
