import { useId } from "preact/hooks";
import type { PageStrings, Rotation, RotationStepRow } from "../shared/usagePage";
import type { Handlers } from "./handlers";

/**
 * The steps that replace the key without anything failing. What the records show is ticked by itself; the rest is for
 * the person to tick. Nothing here changes anything in the cloud: a step opens a page or copies a command.
 */
export function RotationSection({
  rotation,
  ticked,
  isOpen,
  strings,
  handlers,
}: {
  readonly rotation: Rotation;
  readonly ticked: readonly string[];
  readonly isOpen: boolean;
  readonly strings: PageStrings;
  readonly handlers: Handlers;
}) {
  const panelId = useId();
  return (
    <section class="rotation" aria-label={strings.rotationTitle}>
      <h2>
        <button
          type="button"
          class="expand"
          aria-expanded={isOpen}
          aria-controls={isOpen ? panelId : undefined}
          onClick={() => {
            handlers.change({ type: "toggleRotation" });
          }}
        >
          <svg class="chevron" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d="M6 3.5 10.5 8 6 12.5" />
          </svg>
          <span>{strings.rotationTitle}</span>
        </button>
      </h2>
      {rotation.sentence !== undefined && <p class="rotation-sentence">{rotation.sentence}</p>}
      {isOpen && (
        <div id={panelId}>
          <p class="quiet">{rotation.pair}</p>
          <ol class="steps">
            {rotation.steps.map((step) => (
              <Step
                key={step.id}
                step={step}
                isTicked={step.done || ticked.includes(step.id)}
                strings={strings}
                handlers={handlers}
              />
            ))}
          </ol>
          <p class="quiet">{strings.rotationNote}</p>
        </div>
      )}
    </section>
  );
}

function Step({
  step,
  isTicked,
  strings,
  handlers,
}: {
  readonly step: RotationStepRow;
  readonly isTicked: boolean;
  readonly strings: PageStrings;
  readonly handlers: Handlers;
}) {
  const id = useId();
  return (
    <li class={isTicked ? "step done" : "step"}>
      <input
        id={id}
        type="checkbox"
        checked={isTicked}
        // What the records show is not for anybody to change.
        disabled={!step.byHand}
        onChange={() => {
          handlers.change({ type: "toggleStep", step: step.id });
        }}
      />
      <label for={id}>{step.title}</label>
      <span class="step-actions">
        {step.hasPage && (
          <button
            type="button"
            class="link"
            onClick={() => {
              handlers.ask({ type: "openStep", step: step.id });
            }}
          >
            {strings.openInConsole}
          </button>
        )}
        {step.hasCommand && (
          <button
            type="button"
            class="link"
            onClick={() => {
              handlers.ask({ type: "copyStep", step: step.id });
            }}
          >
            {strings.copyCommand}
          </button>
        )}
      </span>
    </li>
  );
}
