import * as l10n from "@vscode/l10n";
import type { Profile, ProfileEntry } from "./profile";

/** A profile together with the profile that its credentials start from, if it names one. */
export interface Plan {
  readonly profile: Profile;
  readonly source?: Plan;
}

export type Planned =
  { readonly state: "ok"; readonly plan: Plan } | { readonly state: "broken"; readonly reason: string };

/** Follows `source_profile` from `name` to the profile that needs no other; the reason names the link that does not hold. */
export function planFor(name: string, entries: readonly ProfileEntry[], file: string): Planned {
  return follow(name, entries, file, []);
}

function follow(
  name: string,
  entries: readonly ProfileEntry[],
  file: string,
  path: readonly string[],
): Planned {
  const here = [...path, name];
  if (path.includes(name)) {
    const loop = here.map((each) => `"${each}"`).join(" → ");
    return {
      state: "broken",
      reason: l10n.t('The profiles name each other as "source_profile": {0}. Change one of them.', loop),
    };
  }
  const entry = entries.find((each) => each.name === name);
  if (entry === undefined) return { state: "broken", reason: absent(name, path.at(-1), file) };
  if (entry.state === "broken") return entry;
  if (entry.profile.mode !== "ChainableRamRoleArn") return { state: "ok", plan: { profile: entry.profile } };
  const source = follow(entry.profile.source, entries, file, here);
  return source.state === "broken"
    ? source
    : { state: "ok", plan: { profile: entry.profile, source: source.plan } };
}

function absent(name: string, namedBy: string | undefined, file: string): string {
  if (namedBy === undefined) {
    return l10n.t(
      '{1} has no profile "{0}". Run "aliyun configure --profile {0}", or choose another profile for the account.',
      name,
      file,
    );
  }
  return l10n.t(
    'Profile "{1}" takes its credentials from "{0}", which {2} does not have. Correct its "source_profile".',
    name,
    namedBy,
    file,
  );
}
