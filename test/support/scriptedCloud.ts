import { listenOnLoopback } from "../../src/sample/loopbackServer";

/** What a scripted cloud is asked: a path without its query, and the page if one is named. */
export interface ScriptedQuestion {
  readonly path: string;
  readonly page: number;
}

/** A cloud that knows nobody and answers whatever a test tells it to. */
export interface ScriptedCloud {
  readonly origin: string;
  /** The JSON to answer with, under status 200. */
  answer: (question: ScriptedQuestion) => unknown;
  close(): Promise<void>;
}

/** Starts one on the loopback; it answers `null` until it is told what to say. */
export async function startScriptedCloud(): Promise<ScriptedCloud> {
  const server = await listenOnLoopback((message, response) => {
    const { pathname, searchParams } = new URL(message.url ?? "/", "http://host.invalid");
    const page = Number(searchParams.get("pageNo") ?? searchParams.get("page"));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(cloud.answer({ path: pathname, page })));
  });
  const cloud: ScriptedCloud = {
    origin: server.origin,
    answer: () => null,
    close: () => server.close(),
  };
  return cloud;
}
