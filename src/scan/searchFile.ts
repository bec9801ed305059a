import { open } from "node:fs/promises";
import { decodingOf } from "../core/scan/decode";
import { PIECE, type PlacedKey, TextSearch, type TextSearchParts } from "../core/scan/textSearch";

/** The keys in a file of whatever size, read piece by piece; rejects where it cannot be read. */
export async function searchFile(
  path: string,
  parts: TextSearchParts,
  signal: AbortSignal,
): Promise<readonly PlacedKey[]> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(PIECE);
    const search = new TextSearch(parts);
    const next = async (): Promise<Uint8Array> => {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      return buffer.subarray(0, bytesRead);
    };
    let bytes = await next();
    const decoding = decodingOf(bytes);
    while (!signal.aborted) {
      const isLast = bytes.length === 0;
      search.push(decoding.decode(bytes, isLast));
      if (search.isBinary) return [];
      if (isLast) return search.end();
      bytes = await next();
    }
    return [];
  } finally {
    await file.close();
  }
}
