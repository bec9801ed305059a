/** What a person enters for an account whose credentials are `stored`: the same three for every cloud. */
export interface StoredCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary credentials. */
  readonly securityToken?: string;
}

/** The text that goes into SecretStorage and that providers read back. */
export function toStoredText({ accessKeyId, accessKeySecret, securityToken }: StoredCredentials): string {
  return JSON.stringify({
    accessKeyId,
    accessKeySecret,
    ...(securityToken !== undefined && { securityToken }),
  });
}
