import type { FrameLocator, Locator } from "playwright-core";

/** The report as a person reads and works it: by its buttons, columns and rows. */
export class ReportPage {
  constructor(readonly frame: FrameLocator) {}

  /** A button or link, by the words on it. */
  button(name: string | RegExp): Locator {
    return this.frame.getByRole("button", { name });
  }

  /** The heading of a column, which sorts by it. */
  column(name: string): Locator {
    return this.frame.getByRole("columnheader", { name }).getByRole("button");
  }

  /** The names of the keys, from top to bottom. */
  async names(): Promise<readonly string[]> {
    return this.frame.locator("tr.key-row th button").allInnerTexts();
  }

  /** The row of a key. */
  row(name: string): Locator {
    return this.frame.locator("tr.key-row").filter({ hasText: name });
  }

  /** The dots of the picture. */
  get dots(): Locator {
    return this.frame.locator(".report-picture .dot");
  }

  /** The box that narrows the keys down. */
  get filter(): Locator {
    return this.frame.getByRole("searchbox");
  }
}
