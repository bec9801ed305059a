import type { FromReport } from "../../shared/reportMessages";
import type { ReportEvent } from "./uiState";

/** What the parts of the report call when a person does something. */
export interface ReportHandlers {
  /** Changes only the page. */
  change(event: ReportEvent): void;
  /** Asks the host. */
  ask(message: FromReport): void;
}
