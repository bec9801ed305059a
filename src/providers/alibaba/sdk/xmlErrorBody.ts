/**
 * Takes the place of `@alicloud/tea-xml` in the SDK's bundle (scripts/leanSdk.mjs). The SDK wants XML for one thing: an error
 * body of type text/xml, which is one `Error` element of plain texts. A whole XML parser would be more than half of
 * the bundle.
 */
export function parseXml(body: string): { readonly Error: Readonly<Record<string, string>> } {
  const leaves = body
    .slice(0, MAX_LENGTH)
    .matchAll(/<([A-Za-z][\w.-]*)(?:\s[^<>]*)?>((?:[^<]|<!\[CDATA\[[\s\S]*?\]\]>)*)<\/\1\s*>/g);
  return { Error: Object.fromEntries(Array.from(leaves, ([, name = "", text = ""]) => [name, plain(text)])) };
}

/** No error needs more, and a broken one of megabytes must not keep the extension host busy. */
const MAX_LENGTH = 65_536;

function plain(text: string): string {
  return text
    .split(/<!\[CDATA\[([\s\S]*?)\]\]>/) // what stood in CDATA is at the odd places, and is plain already
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/&(#x?)?([\da-z]+);/gi, character)))
    .join("")
    .trim();
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function character(whole: string, numeric: string | undefined, name: string): string {
  if (numeric === undefined) return NAMED[name] ?? whole;
  const code = Number.parseInt(name, numeric === "#" ? 10 : 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole; // false for NaN, too
}
