import type { FromPage } from "../shared/panelMessages";
import type { PageAction, PageStrings, UsagePage } from "../shared/usagePage";
import type { Handlers } from "./handlers";

/** Which key this is and whose, and what can be done with the answer. */
export function PageHeader(props: {
  readonly page: UsagePage;
  readonly strings: PageStrings;
  readonly handlers: Handlers;
}) {
  const { page, strings, handlers } = props;
  return (
    <header class="page-header">
      <div class="identity">
        <h1>
          <span class="key-text">{page.keyText}</span>
          {page.label !== undefined && <span class="label">{page.label}</span>}
        </h1>
        {page.ownerLine !== undefined && <p class="quiet">{page.ownerLine}</p>}
      </div>
      <div class="actions">
        {page.actions.map((action) => {
          const { label, message } = describeAction(action, strings);
          return (
            <button
              key={action}
              type="button"
              class="link"
              onClick={() => {
                handlers.ask(message);
              }}
            >
              {label}
            </button>
          );
        })}
      </div>
    </header>
  );
}

function describeAction(action: PageAction, strings: PageStrings): { label: string; message: FromPage } {
  switch (action) {
    case "refresh":
      return { label: strings.refresh, message: { type: "refresh" } };
    case "copy":
      return { label: strings.copyAsJson, message: { type: "copy" } };
    case "copyEvidence":
      return { label: strings.copyEvidence, message: { type: "copyEvidence" } };
    case "openConsole":
      return { label: strings.openInConsole, message: { type: "openConsole" } };
  }
}
