import type { PageProblem, PageStrings } from "../shared/usagePage";
import { fill } from "./fill";

/** What failed, and the next step: a policy to copy, or another try. */
export function ProblemBox(props: {
  readonly problem: PageProblem;
  readonly strings: PageStrings;
  readonly onRetry: () => void;
  readonly onCopyPolicy: () => void;
}) {
  const { problem, strings, onRetry, onCopyPolicy } = props;
  return (
    <div class="problem">
      <p>{problem.message}</p>
      {problem.requestId !== undefined && (
        <p class="quiet request-id">{fill(strings.requestId, problem.requestId)}</p>
      )}
      {problem.policy !== undefined && (
        <figure class="policy">
          <figcaption>
            {strings.policyTitle}
            <button type="button" class="plain" onClick={onCopyPolicy}>
              {strings.copyPolicy}
            </button>
          </figcaption>
          <pre tabIndex={0}>{problem.policy}</pre>
        </figure>
      )}
      {problem.retryable && (
        <button type="button" class="plain" onClick={onRetry}>
          {strings.retry}
        </button>
      )}
    </div>
  );
}
