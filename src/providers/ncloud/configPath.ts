import { homedir } from "node:os";
import path from "node:path";

/** Where NAVER Cloud's command and SDKs keep their profiles. A folder that somebody opened has no say in it. */
export function configPath(): string {
  return path.join(homedir(), ".ncloud", "configure");
}
