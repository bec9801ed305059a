import { useId } from "preact/hooks";
import type { Fact, PageStrings } from "../shared/usagePage";

/** What the cloud says of the key itself: its state, kind, rotation and so on. */
export function KeyFacts({
  facts,
  strings,
}: {
  readonly facts: readonly Fact[];
  readonly strings: PageStrings;
}) {
  const titleId = useId();
  if (facts.length === 0) return null;
  return (
    <section class="key-facts" aria-labelledby={titleId}>
      <h2 id={titleId}>{strings.keyFactsTitle}</h2>
      <dl>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
