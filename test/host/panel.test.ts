import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { SampleCloud } from "../../src/sample/sampleCloud";
import type { FromPage, ToPage } from "../../src/shared/panelMessages";
import type { Services } from "../../src/vscode/services";
import { newKey, requestAbout, requestsAbout } from "./harness/clouds";
import { closeEditors } from "./harness/editors";
import { useServices } from "./harness/ownServices";
import { set } from "./harness/settings";
import { until } from "./harness/until";

describe("A usage panel", () => {
  let cloud: SampleCloud;
  let services: Services;
  let id: string;

  useServices((own, ownCloud) => {
    services = own;
    cloud = ownCloud;
    services.hub.start();
    id = newKey(cloud, cloud.story.keys.ci);
  });

  const stateOf = (keyId: string) => ({ key: { provider: "alibaba", kind: "access-key", id: keyId } });
  const bare = () =>
    vscode.window.createWebviewPanel("keytrail.test", "", { viewColumn: vscode.ViewColumn.Active });
  const closing = (panel: vscode.WebviewPanel) =>
    new Promise<void>((resolve) => {
      panel.onDidDispose(() => {
        resolve();
      });
    });
  /** Those in tabs, when as many as expected are there. */
  const panels = async (count: number) =>
    until(() => {
      const found = vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview);
      return found.length === count ? found : undefined;
    });

  it("is one for a key, however quickly it is asked for again", async () => {
    const show = () => vscode.commands.executeCommand("keytrail.showUsage", id);
    await Promise.all([show(), show(), show()]);
    await panels(1);
    await show();
    await panels(1);
    await until(() => requestsAbout(cloud, id).find(({ operation }) => operation?.endsWith("Products")));
    assert.equal(requestsAbout(cloud, id).length, 2, "and asks once, for the last use and the services");
  });

  it("that is closed while its answer is on the way can be opened again, and shows it", async () => {
    cloud.misbehave({ kind: "delay", ms: 400, accessKey: id });
    await vscode.commands.executeCommand("keytrail.showUsage", id);
    await panels(1);
    await requestAbout(cloud, id);
    await closeEditors();
    await panels(0);
    await vscode.commands.executeCommand("keytrail.showUsage", id);
    await panels(1);
    const usage = await vscode.commands.executeCommand<{ outcome: string }>("keytrail.lookUpProducts", id);
    assert.equal(usage.outcome, "used");
    assert.equal(requestsAbout(cloud, id).length, 2, "the answer was still awaited");
  });

  it("that is closed while it comes back after a reload is in nobody's way", async () => {
    await set("lookUp.automatic", false);
    const first = bare();
    const closed = closing(first);
    const coming = services.panels.deserializeWebviewPanel(first, stateOf(id));
    first.dispose();
    await Promise.all([coming, closed]);
    const second = bare();
    await services.panels.deserializeWebviewPanel(second, stateOf(id));
    assert.equal(second.title, `Usage of ${id}`);
  });

  it("that comes back a second time, or with a text that is no ID, is closed", async () => {
    await set("lookUp.automatic", false);
    await services.panels.deserializeWebviewPanel(bare(), stateOf(id));
    for (const state of [stateOf(id), stateOf("S".repeat(30)), {}, undefined]) {
      const other = bare();
      const closed = closing(other);
      await services.panels.deserializeWebviewPanel(other, state);
      await closed;
    }
  });

  describe("that came back after a reload, where nothing is looked up by itself,", () => {
    let page: OwnPage;
    const details = () => requestsAbout(cloud, id).filter(({ operation }) => operation?.endsWith("Events"));
    const open: FromPage = { type: "loadDetail", service: "Ecs", kind: "events", after: 0 };

    beforeEach(async () => {
      const key = services.registry.configured({ provider: "alibaba", kind: "access-key", id });
      await services.usage.ask(key, { products: true });
      await set("lookUp.automatic", false);
      const panel = bare();
      await services.panels.deserializeWebviewPanel(panel, stateOf(id));
      page = await OwnPage.in(panel);
      page.send({ type: "ready" });
      await page.receives(isShow);
    });

    it("offers the detail of a row that stands open instead of loading it", async () => {
      page.send({ ...open, unasked: true });
      const { detail } = await page.receives(isDetail);
      assert.deepEqual([detail.rows, detail.loading, detail.more], [[], false, true]);
      assert.deepEqual(details(), []);
    });

    it("loads it when a person asks", async () => {
      page.send(open);
      const { detail } = await page.receives(isLoaded);
      assert.ok(detail.rows.length > 0);
      assert.equal(details().length, 1);
    });

    it("loads it once a person has refreshed the page", async () => {
      page.send({ type: "refresh" });
      await until(() => requestsAbout(cloud, id)[3]);
      await page.receives(isAnswer);
      page.send({ ...open, unasked: true });
      const { detail } = await page.receives(isLoaded);
      assert.ok(detail.rows.length > 0);
    });
  });
});

/** A page of the test's own in a panel: it passes on what the test sends, and tells what the host sent. */
class OwnPage {
  private readonly received: ToPage[] = [];

  private constructor(private readonly webview: vscode.Webview) {}

  static async in({ webview }: vscode.WebviewPanel): Promise<OwnPage> {
    const page = new OwnPage(webview);
    const loaded = new Promise<void>((resolve) => {
      webview.onDidReceiveMessage(({ loaded: isLoaded, told }: { loaded?: true; told?: ToPage }) => {
        if (isLoaded) resolve();
        if (told) page.received.push(told);
      });
    });
    webview.html = `<script>
      const host = acquireVsCodeApi();
      addEventListener("message", ({ data }) => host.postMessage(data.send ?? { told: data }));
      host.postMessage({ loaded: true });
    </script>`;
    await loaded;
    return page;
  }

  send(message: FromPage): void {
    void this.webview.postMessage({ send: message });
  }

  /** The first such message that was not taken yet. */
  async receives<T extends ToPage>(isWanted: (message: ToPage) => message is T): Promise<T> {
    return until(() => {
      const message = this.received.find(isWanted);
      if (message) this.received.splice(0, this.received.indexOf(message) + 1);
      return message;
    });
  }
}

type Show = Extract<ToPage, { type: "show" }>;
type Detail = Extract<ToPage, { type: "detail" }>;

const isShow = (message: ToPage): message is Show => message.type === "show";
const isAnswer = (message: ToPage): message is Show =>
  isShow(message) && message.page.answer.busy === undefined;
const isDetail = (message: ToPage): message is Detail => message.type === "detail";
const isLoaded = (message: ToPage): message is Detail => isDetail(message) && !message.detail.loading;
