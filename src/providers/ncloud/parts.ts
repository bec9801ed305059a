/** What the first look-up loads, in one import: everything of this cloud that is not needed to draw. */
export { NcloudBackend } from "./backend";
export { NcloudCredentials } from "./credentials/ncloudCredentials";
export { NcloudApi } from "./ncloudApi";
export { httpGet } from "./wire/httpGet";
