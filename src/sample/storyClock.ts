const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * What time it is in the sample cloud, and since when its story counts back. That is the minute in which the cloud
 * started, so that what was used at 3:17 was used at 3:17 whenever somebody asks. It moves on by a day when a day has
 * passed: a cloud that runs for weeks would otherwise lose, one after the other, the keys that are in use.
 */
export class StoryClock {
  private readonly start: number;

  constructor(readonly now: () => number) {
    this.start = Math.floor(now() / MINUTE) * MINUTE;
  }

  /** From when "so long ago" counts; never later than now. */
  moment(): number {
    return this.start + Math.floor((this.now() - this.start) / DAY) * DAY;
  }
}
