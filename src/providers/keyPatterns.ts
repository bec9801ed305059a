import type { KeyPattern } from "../core/detect/pattern";
import { alibabaPatterns } from "./alibaba/patterns";

/** What the IDs of all clouds look like in text: what is known of the clouds before any of them is loaded. */
export const keyPatterns: readonly KeyPattern[] = [...alibabaPatterns];
