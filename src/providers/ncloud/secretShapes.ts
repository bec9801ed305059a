import type { SecretShape } from "../../core/findings/secretNearby";
import { isMixed } from "../../core/util/redact";

/** Secrets of NAVER Cloud: with the prefix of an ID and a `K`, or, of older keys, 40 letters and digits. */
export const ncloudSecretShapes: readonly SecretShape[] = [
  {
    provider: "ncloud",
    expression: /(?<![A-Za-z0-9])ncp_iam_(?:B[A-Z0-9]K[A-Za-z0-9]{8,}|[A-Za-z0-9]{34})(?![A-Za-z0-9])/g,
  },
  {
    provider: "ncloud",
    expression: /(?<![A-Za-z0-9])[A-Za-z0-9]{40}(?![A-Za-z0-9])/g,
    // A digest of that length is of lower-case letters and digits, or of upper-case ones.
    accepts: (match) => /[a-z]/.test(match) && /[A-Z]/.test(match) && isMixed(match),
  },
];
