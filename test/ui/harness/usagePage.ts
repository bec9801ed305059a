import type { FrameLocator, Locator } from "playwright-core";

/** The usage page as a person reads and works it: by its headings, buttons and rows. */
export class UsagePage {
  constructor(readonly frame: FrameLocator) {}

  /** The answer in one sentence. */
  headline(text: string | RegExp): Locator {
    return this.frame.locator(".card h2").filter({ hasText: text });
  }

  /** Any text of the page. */
  text(text: string | RegExp): Locator {
    return this.frame.getByRole("main").getByText(text);
  }

  /** A button or link, by the words on it. */
  button(name: string | RegExp): Locator {
    return this.frame.getByRole("button", { name });
  }

  /** The heading of a column, which sorts by it. */
  column(name: string): Locator {
    return this.frame.getByRole("columnheader", { name }).getByRole("button");
  }

  /** The names of the services, from top to bottom. */
  async serviceNames(): Promise<readonly string[]> {
    return this.frame.locator("tr.service .expand").allInnerTexts();
  }

  /** What opens and closes a service. */
  serviceButton(name: string): Locator {
    return this.frame.getByRole("button", { name, exact: true });
  }

  /** A tab of the open services. */
  tab(name: string | RegExp): Locator {
    return this.frame.getByRole("tab", { name });
  }

  /** What the tabs list: events, addresses or resources. */
  get entries(): Locator {
    return this.frame.getByRole("tabpanel").getByRole("listitem");
  }

  /** The box that narrows the services down. */
  get filter(): Locator {
    return this.frame.getByRole("searchbox");
  }
}
