import { useId } from "preact/hooks";
import type { UsagePage } from "../shared/usagePage";
import { ActivitySection } from "./activitySection";
import { AnswerCard } from "./answerCard";
import type { Handlers } from "./handlers";
import { KeyFacts } from "./keyFacts";
import type { PageModel } from "./model";
import { PageHeader } from "./pageHeader";
import { RotationSection } from "./rotationSection";
import { ServicesSection } from "./servicesSection";
import { CardSkeleton, HeaderSkeleton, TableSkeleton } from "./skeleton";

/** The whole page. Until the host has spoken, its own shape in grey. */
export function Page({ model, handlers }: { readonly model: PageModel; readonly handlers: Handlers }) {
  const { shown, announcement } = model;
  const headlineId = useId();
  return (
    <>
      {/* Always there, because screen readers only read what changes inside a region they know. */}
      <div class="visually-hidden" role="status">
        {announcement}
      </div>
      {shown === undefined ? (
        <main aria-busy="true">
          <HeaderSkeleton />
          <CardSkeleton />
          <TableSkeleton />
        </main>
      ) : (
        <main aria-busy={isBusy(shown.page)} aria-labelledby={headlineId}>
          <PageHeader page={shown.page} strings={shown.strings} handlers={handlers} />
          <AnswerCard
            answer={shown.page.answer}
            headlineId={headlineId}
            strings={shown.strings}
            handlers={handlers}
          />
          {shown.page.rotation !== undefined && (
            <RotationSection
              rotation={shown.page.rotation}
              ticked={model.ui.rotation.ticked}
              isOpen={model.ui.rotation.isOpen}
              strings={shown.strings}
              handlers={handlers}
            />
          )}
          <KeyFacts facts={shown.page.keyFacts} strings={shown.strings} />
          {shown.page.activity === undefined ? (
            <ServicesSection
              page={shown.page}
              strings={shown.strings}
              ui={model.ui}
              details={model.details}
              handlers={handlers}
            />
          ) : (
            <ActivitySection
              activity={shown.page.activity}
              strings={shown.strings}
              ui={model.ui}
              details={model.details}
              handlers={handlers}
            />
          )}
        </main>
      )}
    </>
  );
}

function isBusy({ answer, services }: UsagePage): boolean {
  return answer.busy !== undefined || services.state === "loading";
}
