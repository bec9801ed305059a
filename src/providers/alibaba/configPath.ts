import { homedir } from "node:os";
import path from "node:path";

/** Where the `aliyun` command keeps its profiles. A folder that somebody opened has no say in it. */
export function configPath(): string {
  return path.join(homedir(), ".aliyun", "config.json");
}
