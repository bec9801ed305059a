/** How a file's bytes become text: what its first bytes say, otherwise UTF-8, as VS Code does. */
export interface Decoding {
  /** Takes the next bytes; what belongs together across their end comes with those after. */
  decode(bytes: Uint8Array, isLast: boolean): string;
}

/** Begins to decode a file by its first bytes. Whatever is no text in its encoding becomes U+FFFD. */
export function decodingOf(firstBytes: Uint8Array): Decoding {
  const decoder = new TextDecoder(encodingOf(firstBytes));
  return { decode: (bytes, isLast) => decoder.decode(bytes, { stream: !isLast }) };
}

/** Whether a file says of itself that it is UTF-16, in which a NUL byte means nothing. */
export function isUtf16(firstBytes: Uint8Array): boolean {
  return encodingOf(firstBytes) !== "utf-8";
}

function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}
