import { FILTER_ID } from "./filterBox";

/** The page's one key of its own: `/` goes to the filter. */
export function onFilterKey(): void {
  addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof HTMLInputElement;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    const filter = document.getElementById(FILTER_ID);
    if (filter === null) return;
    event.preventDefault();
    filter.focus();
  });
}
