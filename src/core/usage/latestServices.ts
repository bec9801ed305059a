/** When this window last heard of a key's services, and the cloud's own words about them. */
interface Heard {
  readonly scope: string;
  readonly asOf: string;
  readonly records: ReadonlyMap<string, string> | undefined;
}

/** What this window last heard of services, by key text; of the latest few keys, since raw records are large. */
export class LatestServices {
  private readonly heard = new Map<string, Heard>();

  get(keyText: string): Heard | undefined {
    return this.heard.get(keyText);
  }

  set(keyText: string, heard: Heard): void {
    this.heard.delete(keyText);
    this.heard.set(keyText, heard);
    const [oldest] = this.heard.keys();
    if (this.heard.size > KEPT && oldest !== undefined) this.heard.delete(oldest);
  }

  clear(): void {
    this.heard.clear();
  }
}

/** Only an open panel shows raw records. */
const KEPT = 20;
