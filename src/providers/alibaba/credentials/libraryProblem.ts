import * as l10n from "@vscode/l10n";
import { UsageError } from "../../../core/usage/errors";
import { credentialsProblem, systemCode } from "../../common/credentialsProblem";
import { tookTooLong, unreachable } from "./problems";

/** Who was asked for a session, for the sentence about why there is none. */
export interface StsRequest {
  readonly profileName: string;
  readonly roleArn: string;
  readonly endpoint: string;
  readonly limitMs: number;
}

/**
 * Translates what the credentials library throws when a role cannot be assumed.
 * The library has no error codes: it puts the whole answer into a text, which may hold tokens. Only a code out of our own
 * table and a request ID of the right shape are taken from it; the text goes no further.
 */
export function stsProblem(error: unknown, request: StsRequest): UsageError {
  if (error instanceof Error && error.name === "RequestTimeoutError")
    return tookTooLong(request.endpoint, request.limitMs);
  const network = systemCode(error);
  if (network !== undefined) return unreachable(request.endpoint, network);

  const text = error instanceof Error ? error.message : "";
  const said =
    text === WRONG_SECRET ? "SignatureDoesNotMatch" : /"Code"\s*:\s*"([A-Za-z0-9.]{1,60})"/.exec(text)?.[1];
  const requestId = /"RequestId"\s*:\s*"([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})"/.exec(
    text,
  )?.[1];
  const known = KNOWN.find(({ code }) => said === code || said?.startsWith(`${code}.`) === true);
  if (known === undefined) return refused(request, requestId);
  return new UsageError(known.kind ?? "credentials", known.sentence(request), {
    code: known.code,
    ...(requestId !== undefined && { requestId }),
  });
}

/** Translates what the credentials library throws when the instance's own role gives no session. */
export function instanceProblem(
  error: unknown,
  profileName: string,
  roleName: string | undefined,
): UsageError {
  const code =
    systemCode(error) ??
    (error instanceof Error && error.name === "RequestTimeoutError" ? "Timeout" : undefined);
  if (code !== undefined) {
    const message = l10n.t(
      'The metadata service of ECS does not answer. Profile "{0}" works only on an ECS instance that has a RAM role ({1}).',
      profileName,
      code,
    );
    return new UsageError("network", message, { code });
  }
  return credentialsProblem(
    "InstanceRole",
    roleName === undefined
      ? l10n.t(
          'The metadata service of ECS gave no credentials for profile "{0}". It needs an ECS instance that has a RAM role: attach one.',
          profileName,
        )
      : l10n.t(
          'The metadata service of ECS gave no credentials for the role {1}. It has to be the role of this instance: correct "ram_role_name" of profile "{0}".',
          profileName,
          roleName,
        ),
  );
}

function refused({ profileName, roleArn, endpoint }: StsRequest, requestId: string | undefined): UsageError {
  return credentialsProblem(
    "RoleNotAssumed",
    l10n.t(
      '{2} gave no session for the role {1} of profile "{0}". Try "aliyun sts GetCallerIdentity --profile {0}" in a terminal to see why.',
      profileName,
      roleArn,
      endpoint,
    ),
    requestId,
  );
}

/** The library's own sentence, for the one refusal that it recognises itself. */
const WRONG_SECRET = "the access key secret is invalid";

interface Known {
  readonly code: string;
  readonly kind?: UsageError["kind"];
  readonly sentence: (request: StsRequest) => string;
}

const forbidden = ({ profileName, roleArn }: StsRequest): string =>
  l10n.t(
    'The credentials of profile "{0}" may not assume the role {1}. They need sts:AssumeRole, and the role has to trust their owner.',
    profileName,
    roleArn,
  );
const unknownKey = ({ profileName }: StsRequest): string =>
  l10n.t(
    'The AccessKey of profile "{0}" does not exist or is disabled. Run "aliyun configure --profile {0}".',
    profileName,
  );
const expired = ({ profileName }: StsRequest): string =>
  l10n.t('The token of profile "{0}" has expired or is not valid. Get a new one and try again.', profileName);
const busy = ({ endpoint }: StsRequest): string =>
  l10n.t("{0} is busy or not working at the moment. Try again in a minute.", endpoint);

/** A code stands for its sub-codes (`X.…`) too; the first that fits counts. */
const KNOWN: readonly Known[] = [
  { code: "NoPermission", sentence: forbidden },
  { code: "Forbidden", sentence: forbidden },
  { code: "AuthenticationFail.NoPermission", sentence: forbidden },
  {
    code: "EntityNotExist.Role",
    sentence: ({ profileName, roleArn }) =>
      l10n.t('There is no role {1}. Correct "ram_role_arn" of profile "{0}".', profileName, roleArn),
  },
  {
    code: "EntityNotExist",
    sentence: ({ profileName }) =>
      l10n.t(
        'The role or identity provider that profile "{0}" names does not exist. Correct the profile.',
        profileName,
      ),
  },
  { code: "InvalidAccessKeyId", sentence: unknownKey },
  {
    code: "SignatureDoesNotMatch",
    sentence: ({ profileName }) =>
      l10n.t(
        'The AccessKey secret of profile "{0}" is wrong. Run "aliyun configure --profile {0}" to set it.',
        profileName,
      ),
  },
  { code: "InvalidSecurityToken", sentence: expired },
  { code: "MissingSecurityToken", sentence: expired },
  { code: "AuthenticationFail.OIDCToken", sentence: expired },
  {
    code: "InvalidTimeStamp",
    kind: "clock",
    sentence: ({ endpoint }) =>
      l10n.t(
        "This machine's clock differs from that of {0} by more than 15 minutes. Set the clock and try again.",
        endpoint,
      ),
  },
  {
    code: "InvalidParameter.DurationSeconds",
    sentence: ({ profileName }) =>
      l10n.t(
        'The session that profile "{0}" asks for is longer than the role allows. Lower its "expired_seconds".',
        profileName,
      ),
  },
  {
    code: "InvalidParameter",
    sentence: ({ profileName }) =>
      l10n.t(
        'The role, the session name or another value of profile "{0}" is not valid. Correct the profile.',
        profileName,
      ),
  },
  { code: "Throttling", kind: "throttled", sentence: busy },
  { code: "InternalError", kind: "server", sentence: busy },
  { code: "ServiceUnavailable", kind: "server", sentence: busy },
];
