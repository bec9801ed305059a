import { useRef } from "preact/hooks";
import type { PageStrings, ServiceTab } from "../shared/usagePage";

const KINDS: readonly ServiceTab[] = ["events", "addresses", "resources"];

/**
 * The tabs of a service. Arrow keys move between them and Enter or Space opens one: a tab that opened as soon as the
 * focus passes over it would ask the cloud for what nobody wants to see.
 */
export function DetailTabs(props: {
  readonly label: string;
  readonly selected: ServiceTab;
  readonly tabId: (kind: ServiceTab) => string;
  readonly panelId: string;
  readonly count: (kind: ServiceTab) => number | undefined;
  readonly strings: PageStrings;
  readonly onSelect: (kind: ServiceTab) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const tabs = [...(list.current?.querySelectorAll("button") ?? [])];
    const next = nextTab(
      event.key,
      tabs.findIndex((tab) => tab === document.activeElement),
      tabs.length,
    );
    if (next === undefined) return;
    event.preventDefault();
    tabs[next]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={props.label} ref={list} onKeyDown={onKeyDown}>
      {KINDS.map((kind) => {
        const isSelected = kind === props.selected;
        const count = props.count(kind);
        return (
          <button
            key={kind}
            id={props.tabId(kind)}
            type="button"
            role="tab"
            aria-selected={isSelected}
            aria-controls={isSelected ? props.panelId : undefined}
            tabIndex={isSelected ? 0 : -1}
            onClick={() => {
              props.onSelect(kind);
            }}
          >
            {props.strings[kind]}
            {count !== undefined && <span class="count"> {count}</span>}
          </button>
        );
      })}
    </div>
  );
}

/** Where a key moves the focus among `count` tabs, or `undefined` for a key that does not. */
export function nextTab(key: string, current: number, count: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (current + 1) % count;
    case "ArrowLeft":
      return (current - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return undefined;
  }
}
