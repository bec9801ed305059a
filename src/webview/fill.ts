/** Puts arguments in place of `{0}`, `{1}`, … of a sentence that the host translated. */
export function fill(sentence: string, ...args: readonly (string | number)[]): string {
  return sentence.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
}
