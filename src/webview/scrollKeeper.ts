/** Time without a scroll event after which the place counts as chosen. */
const SETTLED_MS = 100;

/**
 * Puts the page back where the person had left it. What is above that place may arrive in several messages, so it is
 * tried after each (`pageGrew`) until it succeeds or the person moves the page.
 */
export class ScrollKeeper {
  private wanted: number | undefined;
  /** Where the last try ended; a scroll that ends elsewhere is the person's. */
  private reached = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    saved: number,
    private readonly onChosen: (top: number) => void,
  ) {
    this.wanted = saved > 0 ? saved : undefined;
  }

  /** Listens for as long as the page lives. */
  start(): void {
    addEventListener("scroll", this.onScroll, { passive: true });
  }

  /** To be called whenever the page may have become longer. */
  pageGrew(): void {
    if (this.wanted === undefined) return;
    scrollTo(0, this.wanted);
    this.reached = scrollY;
    if (isNear(this.reached, this.wanted)) this.wanted = undefined;
  }

  private readonly onScroll = () => {
    if (!isNear(scrollY, this.reached)) this.wanted = undefined;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.wanted === undefined) this.onChosen(scrollY);
    }, SETTLED_MS);
  };
}

/** Browsers round positions to their own fractions of a pixel. */
function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < 2;
}
