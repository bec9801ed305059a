import type { FromPage } from "../shared/panelMessages";
import type { UiEvent } from "./uiState";

/** What the parts of the page call when a person does something. */
export interface Handlers {
  /** Changes only the page. */
  change(event: UiEvent): void;
  /** Asks the host. */
  ask(message: FromPage): void;
}
