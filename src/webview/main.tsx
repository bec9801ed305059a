import { render } from "preact";
import type { FromPage, ToPage } from "../shared/panelMessages";
import { onFilterKey } from "./filterKey";
import { connectHost } from "./host";
import { newModel, requestsAfter, update, type PageEvent } from "./model";
import { Page } from "./page";
import { ScrollKeeper } from "./scrollKeeper";

const host = connectHost();
let model = newModel(host.saved.key, host.saved.ui);
const scroll = new ScrollKeeper(model.ui.scroll, (top) => {
  happened({ type: "scroll", top });
});

function happened(event: PageEvent): void {
  model = update(model, event);
  for (const request of requestsAfter(event, model)) {
    host.post(request);
    model = update(model, { type: "asked", request });
  }
  if (model.key !== undefined) host.save(model.key, model.ui);
  draw();
}

function ask(message: FromPage): void {
  host.post(message);
  if (message.type === "loadDetail") happened({ type: "asked", request: message });
}

function draw(): void {
  const { shown } = model;
  if (shown !== undefined) document.documentElement.lang = shown.page.language;
  render(<Page model={model} handlers={{ change: happened, ask }} />, document.body);
  scroll.pageGrew();
}

addEventListener("message", ({ data }: MessageEvent<ToPage | undefined>) => {
  if (data?.type === "show" || data?.type === "detail") happened(data);
});

onFilterKey();
draw();
scroll.start();
host.post({ type: "ready" });
