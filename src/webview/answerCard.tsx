import type { Answer, PageStrings } from "../shared/usagePage";
import type { Handlers } from "./handlers";
import { ProblemBox } from "./problemBox";
import { ToneMark } from "./toneShape";

/** The answer first, as a sentence; then what it rests on; then how far the records reach. */
export function AnswerCard(props: {
  readonly answer: Answer;
  readonly headlineId: string;
  readonly strings: PageStrings;
  readonly handlers: Handlers;
}) {
  const { answer, headlineId, strings, handlers } = props;
  // Before anything is known there is no outcome to draw a shape for.
  const asksForTheFirstTime = answer.busy !== undefined && answer.tone === "unknown";
  return (
    <section class={`card tone-${answer.tone}`} aria-labelledby={headlineId}>
      <div class="headline">
        {asksForTheFirstTime ? <span class="spinner" aria-hidden="true" /> : <ToneMark tone={answer.tone} />}
        <h2 id={headlineId}>{answer.headline}</h2>
      </div>
      {answer.lines.map((line, index) => (
        <p key={index}>{line}</p>
      ))}
      {answer.problem !== undefined && (
        <ProblemBox
          problem={answer.problem}
          strings={strings}
          onRetry={() => {
            handlers.ask({ type: "refresh" });
          }}
          onCopyPolicy={() => {
            handlers.ask({ type: "copyPolicy" });
          }}
        />
      )}
      <p class="quiet">{answer.footnote}</p>
      {answer.busy !== undefined && (
        <p class="busy">
          {!asksForTheFirstTime && <span class="spinner" aria-hidden="true" />}
          {answer.busy}
        </p>
      )}
    </section>
  );
}
