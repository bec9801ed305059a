import type { ComponentChildren } from "preact";

/** The head of a column that sorts by it when it is pressed. */
export function SortableHeader(props: {
  readonly className: string;
  readonly order: "ascending" | "descending" | "none";
  readonly onSort: () => void;
  readonly children: ComponentChildren;
}) {
  const { className, order, onSort, children } = props;
  return (
    <th scope="col" class={className} aria-sort={order}>
      <button type="button" class="sort" onClick={onSort}>
        {children}
        <span class="arrow" aria-hidden="true">
          {order === "none" ? "" : order === "descending" ? "↓" : "↑"}
        </span>
      </button>
    </th>
  );
}
