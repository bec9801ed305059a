/** What KeyTrail uses of the package, which has no types of its own. */
declare module "ini" {
  /** Values are texts, `true`, `false`, `null`, lists, or sections. Never throws. */
  export function parse(text: string): Record<string, unknown>;
}
