import { createRequire } from "node:module";

interface Renderer {
  render(markdown: string): string;
}

/** The tool that packs extensions brings a renderer along; it is set to make as much of a text as any does. */
const ofVsce = createRequire(createRequire(__filename).resolve("@vscode/vsce/package.json"));
const MarkdownIt = ofVsce("markdown-it") as new (options: object) => Renderer;
const renderer = new MarkdownIt({ html: true, linkify: true, typographer: false });

/** Markdown as HTML. */
export function rendered(markdown: string): string {
  return renderer.render(markdown);
}

/** What a reader sees of it. */
export function seen(markdown: string): string {
  return textOf(rendered(markdown));
}

/** What a reader sees of HTML that has no more in it than Markdown's own elements without attributes. */
export function textOf(html: string): string {
  return html
    .replace(/<\/?(?:p|code|table|thead|tbody|tr|th|td|ul|li|h[1-6]|strong|em)>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();
}
