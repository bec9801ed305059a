/** Marks the filter box for the page's one key of its own (main.tsx). */
export const FILTER_ID = "filter";

/** Narrows the list below it while somebody types; Escape empties it. */
export function FilterBox({
  label,
  text,
  handlers,
}: {
  readonly label: string;
  readonly text: string;
  readonly handlers: { change(event: { readonly type: "filter"; readonly text: string }): void };
}) {
  const filter = (typed: string) => {
    handlers.change({ type: "filter", text: typed });
  };
  return (
    <input
      id={FILTER_ID}
      type="search"
      placeholder={label}
      aria-label={label}
      aria-keyshortcuts="/"
      spellcheck={false}
      value={text}
      onInput={(event) => {
        filter(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") filter("");
      }}
    />
  );
}
