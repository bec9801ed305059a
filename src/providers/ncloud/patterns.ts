import type { KeyPattern } from "../../core/detect/pattern";

/** What NAVER Cloud's key IDs look like in text. */
export const ncloudPatterns: readonly KeyPattern[] = [];
