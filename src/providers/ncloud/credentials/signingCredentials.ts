/** What a request is signed with. It goes from where it is kept to the signer, and nowhere else. */
export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}
