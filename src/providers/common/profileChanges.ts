import type { Account } from "../../core/usage/account";
import { digest } from "./digest";

/**
 * Tells which profiles have changed since answers were obtained with them. Of a profile, and of those that it takes its
 * credentials from, nothing but digests is kept.
 */
export class ProfileChanges {
  /** By profile: what requests may have been signed with since the last call of `changed`. */
  private readonly used = new Map<string, Set<string>>();

  /** To be called before anything is signed with what a profile comes to (`contents`: all that decides on the credentials). */
  async use(name: string, contents: unknown): Promise<void> {
    const now = await digest(contents);
    const used = this.used.get(name);
    if (used) used.add(now);
    else this.used.set(name, new Set([now]));
  }

  /**
   * Whether a profile, which comes to `contents` now, was ever something else since the last call: a file may be changed
   * and changed back before anybody hears of it. One that was not used yet counts as changed, for nobody knows.
   */
  async changed(name: string, contents: unknown): Promise<boolean> {
    const now = await digest(contents);
    const used = this.used.get(name);
    this.used.set(name, new Set([now]));
    return !used || [...used].some((each) => each !== now);
  }

  /** The accounts whose profiles have changed; `contentsOf` tells what a profile comes to now. */
  async changedAccounts(
    accounts: readonly Account[],
    contentsOf: (profile: string) => unknown,
  ): Promise<readonly Account[]> {
    const changed = new Set<string>();
    for (const name of new Set(accounts.map(profileOf))) {
      if (name !== undefined && (await this.changed(name, await contentsOf(name)))) changed.add(name);
    }
    return accounts.filter((account) => changed.has(profileOf(account) ?? ""));
  }
}

function profileOf({ credentials }: Account): string | undefined {
  return credentials.kind === "profile" ? credentials.name : undefined;
}
