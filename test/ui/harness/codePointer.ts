import type { Page } from "playwright-core";

/** Where on the screen the middle of a piece of code is, in a line that may show more than it. */
export async function middleOf(page: Page, token: string): Promise<{ x: number; y: number }> {
  const line = page.locator(".view-line").filter({ hasText: token }).first();
  await line.waitFor();
  return line.evaluate((element, wanted) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const before = element.textContent.replaceAll("\u00a0", " ").indexOf(wanted);
    const middle = before + Math.floor(wanted.length / 2);
    let offset = 0;
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      const length = node.textContent?.length ?? 0;
      if (middle < offset + length) {
        range.setStart(node, middle - offset);
        range.setEnd(node, middle - offset + 1);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { x: left + width / 2, y: top + height / 2 };
      }
      offset += length;
    }
    throw new Error(`"${wanted}" is not in the line.`);
  }, token);
}
