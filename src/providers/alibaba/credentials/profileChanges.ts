import { digest } from "./digest";
import type { Planned } from "./plan";

/**
 * Tells which profiles have changed since answers were obtained with them. Of a profile, and of those that it takes its
 * credentials from, nothing but digests is kept.
 */
export class ProfileChanges {
  /** By profile: what requests may have been signed with since the last call of `changed`. */
  private readonly used = new Map<string, Set<string>>();

  /** To be called before anything is signed with what a profile comes to. */
  async use(name: string, planned: Planned): Promise<void> {
    const now = await digest(planned);
    const used = this.used.get(name);
    if (used) used.add(now);
    else this.used.set(name, new Set([now]));
  }

  /**
   * Whether a profile, which comes to `planned` now, was ever something else since the last call: a file may be changed
   * and changed back before anybody hears of it. One that was not used yet counts as changed, for nobody knows.
   */
  async changed(name: string, planned: Planned): Promise<boolean> {
    const now = await digest(planned);
    const used = this.used.get(name);
    this.used.set(name, new Set([now]));
    return !used || [...used].some((each) => each !== now);
  }
}
