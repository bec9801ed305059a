import type { KeyPattern } from "../../core/detect/pattern";
import { nameGap } from "./nameGap";

const HAS_DIGIT = /[0-9]/;

/** Secrets have an ID's prefix, and a `K` in this place. */
const IS_SECRET = /^B.K/;

/** Of Amazon, Google and Alibaba Cloud, which also come in 20 characters and may stand in a file with two clouds' keys. */
const IS_FOREIGN_ID = /^(?:A3T|A(?:BIA|CCA|GPA|IDA|IPA|KIA|NPA|NVA|ROA|SIA)|GOOG|LTAI)/;

/** The cloud's name as a word of its own: not in `asyncProvider`, and not the end of `openCloud`. */
const NAMES_THE_CLOUD =
  /(?<![A-Za-z])n[Cc]loud|(?<![A-Z])N(?:CLOUD|[Cc]loud)|(?<![A-Za-z])ncp|(?<![A-Z])NCP|Ncp/;

/** The least that such a name holds. */
const CLOUD_NAMES = ["ncloud", "nCloud", "Ncloud", "NCloud", "NCLOUD", "ncp", "Ncp", "NCP"];

/** The newer secrets have a mark of their own; the older are forty letters of both cases and digits, and no base64. */
const SECRET =
  /(?<![A-Za-z0-9])ncp_iam_B[A-Z]K[A-Za-z0-9]{31}(?![A-Za-z0-9])|(?<![A-Za-z0-9+/])(?=[A-Za-z]*[0-9])(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{40}(?![A-Za-z0-9+/=])/;

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** How names write two words, but for all small and together, which the search would be a quarter slower for. */
function spellings(first: string, second: string): readonly string[] {
  const upper = [first.toUpperCase(), second.toUpperCase()] as const;
  const [First, Second] = [capitalised(first), capitalised(second)];
  return [
    `${first}_${second}`,
    `${first}-${second}`,
    `${first}.${second}`,
    upper.join("_"),
    upper.join("-"),
    upper.join(""),
    `${First}-${Second}`,
    `${First}${Second}`,
    `${first}${Second}`,
  ];
}

/** A slash as it is, and as JSON, a link in a link, and a link in that write it. */
const SLASHES = ["/", "\\/", "%2F", "%2f", "%252F"];

const KEY_PATHS = ["/kms/v1/keys/", "/keys/v1/", "/keys/v2/"].flatMap((path) =>
  SLASHES.map((slash) => path.replaceAll("/", slash)),
);

/** What NAVER Cloud's key IDs and key tags look like in text. */
export const ncloudPatterns: readonly KeyPattern[] = [
  {
    provider: "ncloud",
    kind: "access-key",
    prefix: "ncp_iam_",
    tailLength: [20, 20],
    acceptsTail: (tail) => HAS_DIGIT.test(tail) && !IS_SECRET.test(tail),
    secret: SECRET,
  },
  // Older IDs have no mark of their own, so that a name has to say what they are.
  {
    provider: "ncloud",
    kind: "access-key",
    prefix: [...spellings("access", "key"), "accesskey"],
    tailLength: [20, 20],
    context: {
      gap: nameGap("(?:[_.-]?(?:id|Id|ID))?"),
      // `-D` makes a property of what follows it.
      acceptsName: (name) => NAMES_THE_CLOUD.test(name.replace(/^-D/, "")) && !/secret/i.test(name),
      nameHolds: CLOUD_NAMES,
    },
    acceptsTail: (tail) => HAS_DIGIT.test(tail) && !IS_FOREIGN_ID.test(tail),
    secret: SECRET,
  },
  // A key tag looks like any SHA-256, so that a path or a name has to say what it is.
  {
    provider: "ncloud",
    kind: "kms-key",
    prefix: KEY_PATHS,
    // A real one has 64; those of the documents have 52 and 58.
    tailLength: [40, 64],
    context: { gap: /(?:)/y },
    acceptsTail: (tail) => /^[0-9a-z]+$/.test(tail) && HAS_DIGIT.test(tail),
  },
  {
    provider: "ncloud",
    kind: "kms-key",
    prefix: [
      ...spellings("key", "tag"),
      ...spellings("kms", "tag"),
      "kms_keytag",
      "kms-keytag",
      "kms.keytag",
    ],
    tailLength: [64, 64],
    context: { gap: nameGap() },
    acceptsTail: (tail) => /^[0-9a-f]+$/.test(tail),
  },
];
