import type { SecretShape } from "../core/findings/secretNearby";
import { alibabaSecretShapes } from "./alibaba/secretShapes";
import { ncloudSecretShapes } from "./ncloud/secretShapes";

/** What the secrets of all clouds' keys look like, for telling that one stands next to an ID. */
export const secretShapes: readonly SecretShape[] = [...alibabaSecretShapes, ...ncloudSecretShapes];
