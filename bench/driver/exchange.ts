import { request } from "node:http";

/** Sends a body, or asks for one, over a connection of its own; resolves with what comes back. */
export async function exchange(url: string, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: body === undefined ? "GET" : "POST", agent: false }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (part: string) => (text += part));
      answer.once("end", () => {
        resolve(text);
      });
      answer.once("error", reject);
    });
    call.once("error", reject);
    call.end(body);
  });
}
