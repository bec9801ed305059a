/** What a request is signed with. It goes from where it is kept to the signer, and nowhere else. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary credentials. */
  readonly securityToken?: string;
  /** With temporary credentials whose end is known: milliseconds since the epoch. */
  readonly expiresAt?: number;
}

/** Credentials that end sooner than this are not handed out any more: a look-up with its retries has to fit in. */
const EXPIRY_MARGIN_MS = 5 * 60_000;

/** Whether the credentials outlast a look-up that starts at `now`. */
export function isFresh(credentials: SigningCredentials, now: number): boolean {
  return credentials.expiresAt === undefined || credentials.expiresAt - now > EXPIRY_MARGIN_MS;
}
