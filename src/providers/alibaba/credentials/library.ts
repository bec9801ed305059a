// The only file that knows @alicloud/credentials. It becomes a chunk of its own and is loaded when a profile needs it.
//
// Single providers instead of the package's main file: that one brings the default chain, which reads other files and
// asks the network for credentials nobody meant; and each provider is made anew, because a failed one stays failed.
// Every value is handed over, down to the endpoint, because what is left out the library takes from its environment.
import EcsRamRoleProvider from "@alicloud/credentials/dist/src/providers/ecs_ram_role";
import OidcProvider from "@alicloud/credentials/dist/src/providers/oidc_role_arn";
import RamRoleArnProvider from "@alicloud/credentials/dist/src/providers/ram_role_arn";
import * as v from "valibot";
import type { Role } from "./profile";
import type { SigningCredentials } from "./signingCredentials";

export { splitProcessCommand } from "@alicloud/credentials/dist/src/utils/command";

/** AssumeRole with long-term or temporary keys. Rejects with whatever the library throws; see `libraryProblem.ts`. */
export async function assumeRole(keys: SigningCredentials, role: Role): Promise<SigningCredentials> {
  const source = {
    getProviderName: () => "static_ak",
    getCredentials: () =>
      Promise.resolve({
        accessKeyId: keys.accessKeyId,
        accessKeySecret: keys.accessKeySecret,
        securityToken: keys.securityToken ?? "",
        providerName: "static_ak",
      }),
  };
  const builder = RamRoleArnProvider.builder()
    .withCredentialsProvider(source)
    .withRoleArn(role.arn)
    .withRoleSessionName(role.sessionName)
    .withDurationSeconds(role.durationSeconds)
    .withStsEndpoint(role.stsEndpoint)
    .withConnectTimeout(LIBRARY_TIMEOUT_MS)
    .withReadTimeout(LIBRARY_TIMEOUT_MS);
  if (role.policy !== undefined) builder.withPolicy(role.policy);
  if (role.externalId !== undefined) builder.withExternalId(role.externalId);
  return session(builder.build(), role.durationSeconds);
}

/** AssumeRoleWithOIDC with the token in a file. Rejects with whatever the library throws; see `libraryProblem.ts`. */
export async function assumeRoleWithOidc(
  oidc: { readonly providerArn: string; readonly tokenFile: string },
  role: Role,
): Promise<SigningCredentials> {
  const builder = OidcProvider.builder()
    .withOIDCProviderArn(oidc.providerArn)
    .withOIDCTokenFilePath(oidc.tokenFile)
    .withRoleArn(role.arn)
    .withRoleSessionName(role.sessionName)
    .withDurationSeconds(role.durationSeconds)
    .withStsEndpoint(role.stsEndpoint)
    .withConnectTimeout(LIBRARY_TIMEOUT_MS)
    .withReadTimeout(LIBRARY_TIMEOUT_MS);
  if (role.policy !== undefined) builder.withPolicy(role.policy);
  return session(builder.build(), role.durationSeconds);
}

/** The role of the ECS instance we run on. Rejects with whatever the library throws; see `libraryProblem.ts`. */
export async function instanceRole(roleName: string | undefined): Promise<SigningCredentials> {
  const builder = EcsRamRoleProvider.builder();
  if (roleName !== undefined) builder.withRoleName(roleName);
  return session(builder.build(), undefined);
}

/** The library's sockets cannot be cancelled: they give up by themselves at about the time we stop waiting. */
const LIBRARY_TIMEOUT_MS = 10_000;

/** The library does not tell when credentials end, but keeps it. */
const sessionSchema = v.object({ session: v.object({ expiration: v.pipe(v.string(), v.isoTimestamp()) }) });

async function session(
  provider: {
    getCredentials(): Promise<{ accessKeyId: string; accessKeySecret: string; securityToken: string }>;
  },
  durationSeconds: number | undefined,
): Promise<SigningCredentials> {
  const requestedAt = Date.now();
  const { accessKeyId, accessKeySecret, securityToken } = await provider.getCredentials();
  const kept = v.safeParse(sessionSchema, provider);
  const asked = durationSeconds === undefined ? undefined : requestedAt + durationSeconds * 1000;
  const expiresAt = kept.success ? Date.parse(kept.output.session.expiration) : asked;
  return { accessKeyId, accessKeySecret, securityToken, ...(expiresAt !== undefined && { expiresAt }) };
}
