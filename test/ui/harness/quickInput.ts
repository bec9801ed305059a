import type { Locator, Page } from "playwright-core";

/** The box at the top of the window in which VS Code lets a person choose and type. */
export class QuickInput {
  constructor(private readonly page: Page) {}

  /** The box itself, while it is open. */
  get box(): Locator {
    return this.page.locator(".quick-input-widget:visible");
  }

  /** Where one types. */
  get input(): Locator {
    return this.box.locator(".quick-input-box input").first();
  }

  /** What one may choose, by a part of its text. */
  row(text: string | RegExp): Locator {
    return this.box.locator(".monaco-list-row").filter({ hasText: text });
  }

  /** Waits until the box asks this: a part of its title, of what stands below, or of what stands in the empty input. */
  async asks(question: string): Promise<void> {
    const written = this.box.filter({ hasText: question });
    const hinted = this.box.filter({ has: this.page.getByPlaceholder(question) });
    await written.or(hinted).waitFor();
  }

  /** Replaces what stands in the box. */
  async type(text: string): Promise<void> {
    await this.input.fill(text);
  }

  /** Types, and confirms. */
  async enter(text: string): Promise<void> {
    await this.type(text);
    await this.input.press("Enter");
  }

  /** Chooses a command of the open palette by its whole title. */
  async chooseCommand(title: string): Promise<void> {
    await this.type(`>${title}`);
    // VS Code keeps the label and its marks in separate elements, so the row is matched by its accessible name.
    await this.box.locator(`.monaco-list-row[aria-label^="${title}"]`).first().click();
    // What the command asks comes in the same box, so a caller that types must find the palette gone.
    await this.page.waitForFunction(() => {
      const box = document.querySelector<HTMLElement>(".quick-input-widget");
      const isOpen = box !== null && box.style.display !== "none";
      return !isOpen || box.querySelector("input")?.value.startsWith(">") !== true;
    });
  }
}
