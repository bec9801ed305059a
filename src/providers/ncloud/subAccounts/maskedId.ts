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
