import type { KeyPattern } from "../core/detect/pattern";
import { alibabaPatterns } from "./alibaba/patterns";
import { ncloudPatterns } from "./ncloud/patterns";

/** What the IDs of all clouds look like in text: what is known of the clouds before any of them is loaded. */
export const keyPatterns: readonly KeyPattern[] = [...alibabaPatterns, ...ncloudPatterns];

/** The clouds some of whose keys only a list of the account's keys tells from other text (`listKeys`). */
export const cloudsWithListedKeys: readonly string[] = ["ncloud"];
