/** What the first look-up loads, in one import: everything of this cloud that is not needed to draw. */
export { ActionTrail } from "./actionTrail";
export { AlibabaBackend } from "./backend";
export { AlibabaCredentials } from "./credentials/alibabaCredentials";
