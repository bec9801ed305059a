/**
 * Whether an ID as an answer writes it can be this one. Some answers may hide the end of an ID behind asterisks, so
 * that it stands for every ID that begins alike.
 */
export function canBe(written: string, id: string): boolean {
  const star = written.indexOf("*");
  return star < 0 ? written === id : id.startsWith(written.slice(0, star));
}

/** Whether the end of the ID is hidden. */
export function isMasked(written: string): boolean {
  return written.includes("*");
}

/** `ncp_iam_`, and letters for the zone, the kind, main or sub account, and the region: all keys of a kind have them. */
const TYPE = /^ncp_iam_.{0,6}/;
/** Nobody has two keys that begin with the same 8 of their random characters, and no two strangers do either. */
const TELLING_CHARACTERS = 8;

/** Whether what can be seen of a hidden ID can be no other key's, in this account or anybody's. */
export function showsEnough(written: string): boolean {
  return written.slice(0, written.indexOf("*")).replace(TYPE, "").length >= TELLING_CHARACTERS;
}
