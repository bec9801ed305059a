/** A short name for `value` that tells nothing of it: 128 bits of its SHA-256. */
export async function digest(value: unknown): Promise<string> {
  // Loaded here and not above: activation must not pay for it.
  const { createHash } = await import("node:crypto");
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
