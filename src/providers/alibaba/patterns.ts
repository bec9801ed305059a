import type { KeyPattern } from "../../core/detect/pattern";

const HAS_DIGIT = /[0-9]/;
const HAS_BOTH_CASES = /[a-z].*[A-Z]|[A-Z].*[a-z]/;

const LONG_TERM_PREFIX = "LTAI";
// Of the two lengths seen in public code, 16 and 24, this is the older: 62 different characters, so that one in eight
// has no digit by chance.
const OLD_TAIL_LENGTH = 12;

/** Thirty letters of both cases and digits, and no piece of base64. */
const SECRET =
  /(?<![A-Za-z0-9+/]|STS\.)(?=[A-Za-z]*[0-9])(?=[A-Z0-9]*[a-z])(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{30}(?![A-Za-z0-9+/=])/;

/** What Alibaba Cloud's key IDs look like in text. No document gives their length; these are the ones seen, without gaps. */
export const alibabaPatterns: readonly KeyPattern[] = [
  {
    provider: "alibaba",
    kind: "access-key",
    prefix: LONG_TERM_PREFIX,
    tailLength: [12, 22],
    // Without a digit a longer tail is a word in camel case.
    acceptsTail: (tail) =>
      HAS_DIGIT.test(tail) || (tail.length === OLD_TAIL_LENGTH && HAS_BOTH_CASES.test(tail)),
    secret: SECRET,
  },
  {
    provider: "alibaba",
    kind: "temporary-key",
    prefix: "STS.",
    tailLength: [16, 64],
    // After these it is a member or a part of a name: `client.STS.…`, `$STS.…`.
    notAfter: "_.$",
    // A digit tells an ID from `STS.AssumeRoleWithWebIdentityRequest`; a long-term ID in that place stays one.
    acceptsTail: (tail) => HAS_DIGIT.test(tail) && !tail.startsWith(LONG_TERM_PREFIX),
  },
];
