/** What KeyTrail calls, by the names in NAVER Cloud's API guide, and the service that each belongs to. */
const SERVICES = {
  "Get Key List": "KMS",
  "Get Key Info": "KMS",
  "Get Key Version List": "KMS",
  "Get Latest Use Info": "KMS",
  "Get Key Activity Logs": "KMS",
  "Get Caller Identity": "STS",
  "List Sub Accounts": "Sub Account",
  "List Access Keys": "Sub Account",
  "Get Last Access Summary": "Sub Account",
} as const;

export type Operation = keyof typeof SERVICES;

/** What a person with too few rights is told they lack. No document says what the permissions themselves are called. */
export function permissionOf(operation: Operation): string {
  return `${SERVICES[operation]}: ${operation}`;
}

/** Whether the question names one key, so that "not found" is an answer about it; to others it says that they went astray. */
export function isAboutOneKey(operation: Operation): boolean {
  return SERVICES[operation] === "KMS" && operation !== "Get Key List";
}

/** KMS puts every answer into an envelope that says whether it is a success; the others do not. */
export function hasSuccessCode(operation: Operation): boolean {
  return SERVICES[operation] === "KMS";
}
