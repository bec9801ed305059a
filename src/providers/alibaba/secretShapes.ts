import type { SecretShape } from "../../core/findings/secretNearby";
import { isMixed } from "../../core/util/redact";

/** Secrets of Alibaba Cloud: 30 letters and digits. After `STS.` it is an ID. */
export const alibabaSecretShapes: readonly SecretShape[] = [
  {
    provider: "alibaba",
    expression: /(?<![A-Za-z0-9]|STS\.)[A-Za-z0-9]{30}(?![A-Za-z0-9])/g,
    // Digests are of lower-case letters and digits; the names of programs are words.
    accepts: (match) => /[a-z]/.test(match) && /[A-Z]/.test(match) && isMixed(match),
  },
];
