import * as vscode from "vscode";
import { languageOfSentences } from "../words";

/** The page's frame: nothing inline, nothing remote, no script but ours. */
export function pageHtml(webview: vscode.Webview, dist: vscode.Uri, page: "usage" | "report"): string {
  // The web's crypto, because importing Node's would load it before the first look-up.
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const uri = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  const policy = [
    "default-src 'none'",
    `style-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${languageOfSentences()}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${uri(`${page}.css`)}">
  <script defer nonce="${nonce}" src="${uri(`${page}.js`)}"></script>
  <title>KeyTrail</title>
</head>
<body></body>
</html>`;
}
