/** The parsed text, or `undefined` when it is not JSON: the error quotes the text, so it is kept from everybody. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
