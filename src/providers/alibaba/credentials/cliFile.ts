import * as l10n from "@vscode/l10n";
import * as v from "valibot";
import type { Clock } from "../../../core/util/clock";
import { ConfigFile, type Parsed } from "../../common/configFile";
import { parseJson } from "../../common/json";

/** What the configuration file of the `aliyun` command holds. */
export interface CliProfiles {
  readonly profiles: readonly unknown[];
}

/** `~/.aliyun/config.json`, or the file that stands for it. */
export function cliFile(path: string, clock: Clock): ConfigFile<CliProfiles> {
  return new ConfigFile({
    path,
    clock,
    parse: (text) => parse(path, text),
    tooLarge: (kilobytes) =>
      l10n.t("{0} is larger than {1} KB, which no configuration of the aliyun command is.", path, kilobytes),
  });
}

const configSchema = v.object({ profiles: v.nullish(v.array(v.unknown())) });

function parse(path: string, text: string): Parsed<CliProfiles> {
  const json = parseJson(text);
  if (json === undefined) {
    return {
      state: "broken",
      reason: l10n.t('{0} is not valid JSON. Open it and correct it, or run "aliyun configure".', path),
    };
  }
  const parsed = v.safeParse(configSchema, Array.isArray(json) ? undefined : json);
  if (parsed.success) return { state: "ok", profiles: parsed.output.profiles ?? [] };
  return {
    state: "broken",
    reason: l10n.t('{0} has no list of profiles. Open it and correct it, or run "aliyun configure".', path),
  };
}
