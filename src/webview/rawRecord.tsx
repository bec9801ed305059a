import type { PageStrings } from "../shared/usagePage";

/** Shows or hides the cloud's own record of a use. */
export function RawRecordButton(props: {
  readonly isShown: boolean;
  readonly recordId: string;
  readonly strings: PageStrings;
  readonly onToggle: () => void;
}) {
  return (
    <button
      type="button"
      class="raw-button"
      aria-expanded={props.isShown}
      aria-controls={props.isShown ? props.recordId : undefined}
      onClick={props.onToggle}
    >
      {props.strings.rawRecord}
    </button>
  );
}

/** The cloud's own record; it may be long, so it scrolls, and takes the focus to be scrolled by keyboard. */
export function RawRecord(props: {
  readonly id: string;
  readonly raw: string;
  readonly strings: PageStrings;
}) {
  return (
    <pre id={props.id} class="raw" tabIndex={0} role="region" aria-label={props.strings.rawRecord}>
      {props.raw}
    </pre>
  );
}
