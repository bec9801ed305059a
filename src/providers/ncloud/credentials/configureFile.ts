import * as l10n from "@vscode/l10n";
import { parse as parseIni } from "ini";
import * as v from "valibot";
import type { Clock } from "../../../core/util/clock";
import { isRecord } from "../../../core/util/record";
import { ConfigFile, type Parsed } from "../../common/configFile";
import { maybeText } from "../../common/maybeText";

/** A section of the file, with as much of a key pair as it has. `ncloud_api_url` is not read: no file chooses a host. */
export interface ConfigureProfile {
  readonly name: string;
  readonly accessKeyId: string | undefined;
  readonly accessKeySecret: string | undefined;
}

/** What the file holds, in its order. */
export interface ConfigureProfiles {
  readonly profiles: readonly ConfigureProfile[];
}

/** The name of the profile that the keys above all sections belong to. */
export const DEFAULT_PROFILE = "DEFAULT";
/** As the file names them. */
export const ID_FIELD = "ncloud_access_key_id";
export const SECRET_FIELD = "ncloud_secret_access_key";

/** `~/.ncloud/configure`, or the file that stands for it. */
export function configureFile(path: string, clock: Clock): ConfigFile<ConfigureProfiles> {
  return new ConfigFile({
    path,
    clock,
    parse: (text) => parse(path, text),
    tooLarge: (kilobytes) =>
      l10n.t("{0} is larger than {1} KB, which no configuration of NAVER Cloud is.", path, kilobytes),
  });
}

type Fields = Readonly<Record<string, unknown>>;

function parse(path: string, text: string): Parsed<ConfigureProfiles> {
  // Every line is fit for the format, so what tells a file of another kind is that nothing in it is known.
  const sections = sectionsOf(text);
  const isKnown =
    text.trim() === "" ||
    [...sections.values()].some((fields) => ID_FIELD in fields || SECRET_FIELD in fields);
  if (!isKnown) {
    return {
      state: "broken",
      reason: l10n.t(
        'Nothing in {0} sets "{1}" or "{2}". Open the file and correct it.',
        path,
        ID_FIELD,
        SECRET_FIELD,
      ),
    };
  }
  const field = (value: unknown): string | undefined => v.parse(maybeText, value);
  const profiles = [...sections].map(([name, fields]) => ({
    name,
    accessKeyId: field(fields[ID_FIELD]),
    accessKeySecret: field(fields[SECRET_FIELD]),
  }));
  return { state: "ok", profiles };
}

/** Keys above all sections are of `DEFAULT`; where a section of that name has them too, the section's are the later. */
function sectionsOf(text: string): ReadonlyMap<string, Fields> {
  const root = parseIni(text.replace(/^[ \t]+/gm, ""));
  const sections = new Map<string, Fields>();
  const above = Object.fromEntries(Object.entries(root).filter(([, value]) => !isRecord(value)));
  if (Object.keys(above).length > 0) sections.set(DEFAULT_PROFILE, above);
  const visit = (fields: Fields, name: string): void => {
    const inside = Object.entries(fields).filter(([, value]) => isRecord(value));
    // The parser takes the dot in `[a.b]` for a section in a section; here it is part of the name.
    if (inside.length < Object.keys(fields).length || inside.length === 0)
      sections.set(name, { ...sections.get(name), ...fields });
    for (const [part, value] of inside) if (isRecord(value)) visit(value, `${name}.${part}`);
  };
  for (const [name, value] of Object.entries(root)) if (isRecord(value)) visit(value, name);
  return sections;
}
