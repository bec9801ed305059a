import { maskId } from "../usage/key";

/**
 * The text without anything that may be a secret: what every line of the log and every error from outside passes.
 * Values are recognised by the name before them, by their shape, or by their length, whatever the text is: JSON, an
 * environment, a URL, headers, a Go struct. Key IDs are masked. Request IDs, dates, host names and paths stay readable.
 * In doubt it takes away too much. Time is linear in the length; the result passes a second time unchanged.
 */
export function redact(text: string): string {
  return STEPS.reduce((redacted, [pattern, replace]) => redacted.replace(pattern, replace), text);
}

const GONE = "***";

/** What a name has to hold for its value to be a secret. Some names are codes of errors about one, and harmless. */
const SECRET_WORD =
  "(?<!(?:invalid|missing|incomplete|expired)\\w{0,12})(?!signature(?:doesnotmatch|nonceused|method|version))" +
  "(?:secret|token|passw(?:or)?d|passphrase|signature|private_?key|credentials?_?value)";
/** A quotation mark, also one inside a quoted text, with its backslashes. */
const QUOTE = "\\\\{0,7}[\"'`]";
/** Between a name and its value: `=`, `:`, `=>`, their URL-encoded forms, a comma in a list of raw headers, a tag's end. */
const BETWEEN = `(?:(?:${QUOTE})?\\s{0,4}(?:=>|[:=]|%(?:25)?3[ad])\\s{0,4}\\[?\\s{0,4}|${QUOTE}\\s{0,4},\\s{0,4}(?=${QUOTE})|>)`;
/** A quoted value ends at the same quotation mark, or with the text when that was cut off; another one at a delimiter. */
const VALUE = `(?:(?<quote>${QUOTE})(?:(?!\\k<quote>)(?:\\\\.|[^]))*(?:\\k<quote>|$)|[^\\s"'\`,;&<>\\[\\]{}()]+)`;

type Replace = (match: string, ...groups: string[]) => string;

const STEPS: readonly (readonly [RegExp, Replace])[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g, () => GONE],
  // Names and passwords for a proxy or a server.
  [/(:\/\/)[^\s/@"'<>]{1,300}@/g, (_, slashes = "") => `${slashes}${GONE}@`],
  // A signed URL: its query holds the key ID, the signature and the token.
  [
    /(:\/\/[^\s?"'<>]{1,2000}\?)([^\s"'<>]+)/g,
    (match, start = "", query = "") => (SIGNED_QUERY.test(query) ? `${start}${GONE}` : match),
  ],
  // The scheme and all its parts, to the end of the quoted text or of the line.
  [
    new RegExp(
      `(authorization${BETWEEN})(?:(?<quote>${QUOTE})(?:(?!\\k<quote>)[^])*|[^\\r\\n\\]"'\`]+)`,
      "gi",
    ),
    (_, name = "", quote: string | undefined) => `${name}${quote ?? ""}${GONE}`,
  ],
  [
    new RegExp(`(${SECRET_WORD}[\\w-]{0,40}${BETWEEN})${VALUE}`, "gi"),
    (_, name = "", quote: string | undefined) => `${name}${quote ?? ""}${GONE}${quote ?? ""}`,
  ],
  // --access-key-secret VALUE
  [
    new RegExp(`(--[a-z-]{0,30}${SECRET_WORD}[a-z-]{0,30}\\s{1,4})${VALUE}`, "gi"),
    (_, name = "") => `${name}${GONE}`,
  ],
  [/\b(Bearer\s{1,4})[\w.~+/=-]+/gi, (_, scheme = "") => `${scheme}${GONE}`],
  [/\bCA[EI]S[\w+/=%-]{16,}/g, () => GONE], // how the tokens of Alibaba's STS begin
  [/\beyJ[\w-]{8,}(?:\.[\w-]*)*/g, () => GONE], // JSON Web Tokens
  [/ncp_iam_[A-Za-z0-9]{34,}|ncp_iam_B[A-Z0-9]K[A-Za-z0-9]*/g, () => GONE], // an Ncloud secret, not an ID
  [/STS\.[A-Za-z0-9]{16,64}(?![A-Za-z0-9])/g, (id) => maskId(id)],
  // Base64 has its classes of characters mixed; a path is made of words.
  [/[A-Za-z0-9+/]{28,}={0,2}/g, (run) => (/[+/]/.test(run) && isMixed(run) ? GONE : run)],
  // The secrets of both clouds have 30 characters or more, their long-term IDs at most 26. Words are neither.
  [/[A-Za-z0-9]{28,}/g, (run) => (isWords(run) ? run : GONE)],
  [
    /(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}|\\[nrt]))(?:LTAI|ncp_iam_)[A-Za-z0-9]{12,22}(?![A-Za-z0-9])/g,
    (id) => maskId(id),
  ],
];

const SIGNED_QUERY =
  /(?:^|[?&;])[\w%.-]{0,40}(?:signature|token|secret|credential|accesskey(?:_?id)?)[\w-]{0,20}=/i;

/** `GetAccessKeyLastUsedResources`: letters only, and every capital begins a word. */
function isWords(run: string): boolean {
  return /^[a-z]{0,14}(?:[A-Z][a-z]{1,14})+$/.test(run);
}

/** Whether characters look random: of these about 62 of 100 neighbours are of different classes, in words and paths about 25. */
export function isMixed(run: string): boolean {
  const neighbours = run.match(/[A-Za-z0-9](?=[A-Za-z0-9])/g)?.length ?? 0;
  const changes = run.match(/[a-z](?=[A-Z0-9])|[A-Z](?=[a-z0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  return changes > 0.38 * neighbours;
}
