import { parsePanelState, type FromPage, type PanelKey } from "../shared/panelMessages";
import { parseUiState, type UiState } from "./uiState";

/** VS Code's half of the page: messages to the host, and a state that outlives the page. */
export interface Host {
  post(message: FromPage): void;
  save(key: PanelKey, ui: UiState): void;
  /** What the last page of this panel saved. */
  readonly saved: { readonly key: PanelKey | undefined; readonly ui: UiState };
}

/** What VS Code gives every page. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** May be called once in the life of a page: VS Code hands its API out only once. */
export function vsCodeApi(): VsCodeApi {
  return acquireVsCodeApi();
}

/** As `vsCodeApi`, in the terms of the usage page. */
export function connectHost(): Host {
  const api = vsCodeApi();
  const state = api.getState();
  return {
    post: (message) => {
      api.postMessage(message);
    },
    save: (key, ui) => {
      api.setState({ key, ui });
    },
    saved: { key: parsePanelState(state), ui: parseUiState((state as { ui?: unknown } | undefined)?.ui) },
  };
}
