import { render } from "preact";
import type { ToReport } from "../../shared/reportMessages";
import { onFilterKey } from "../filterKey";
import { vsCodeApi } from "../host";
import { ScrollKeeper } from "../scrollKeeper";
import { ReportPageView } from "./reportPageView";
import { parseReportUi, updateReport, type ReportEvent } from "./uiState";

const api = vsCodeApi();
let shown: ToReport | undefined;
let ui = parseReportUi((api.getState() as { ui?: unknown } | undefined)?.ui);
const scroll = new ScrollKeeper(ui.scroll, (top) => {
  change({ type: "scroll", top });
});

function change(event: ReportEvent): void {
  ui = updateReport(ui, event);
  api.setState({ ui });
  if (event.type !== "scroll") draw();
}

function draw(): void {
  if (shown !== undefined) document.documentElement.lang = shown.page.language;
  const ask = api.postMessage.bind(api);
  render(<ReportPageView shown={shown} ui={ui} handlers={{ change, ask }} />, document.body);
  scroll.pageGrew();
}

addEventListener("message", ({ data }: MessageEvent<ToReport | undefined>) => {
  if (data?.type !== "show") return;
  shown = data;
  // Without a state VS Code does not bring the page back after a reload.
  api.setState({ ui });
  draw();
});

onFilterKey();
draw();
scroll.start();
api.postMessage({ type: "ready" });
