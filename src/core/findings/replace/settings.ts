import {
  before,
  behind,
  endOfLine,
  quoteAround,
  replaceQuoted,
  type Idiom,
  type LiteralPlace,
  type TextChange,
} from "./literal";

/** Shells: `${NAME}`, quoted so that nothing is split; inside double quotes as it is. */
export const inShell: Idiom = (place) => {
  const { start, end, variable } = place;
  // In place of the variable's own value, the line becomes a check that it is set.
  const value = assigns(place, variable) ? `\${${variable}:?}` : `\${${variable}}`;
  if (quoteAround(place) === "'") return [replaceQuoted(place, `"${value}"`)];
  const open = openQuote(before(place));
  // What single quotes hold, no shell looks into.
  if (open === "'") return undefined;
  return [{ start, end, newText: open === '"' ? value : `"${value}"` }];
};

/** `.env` files: a reference `${NAME}` to what the environment has; single quotes would keep it from being one. */
export const inDotenv: Idiom = (place) => {
  const { start, end, variable } = place;
  const value = `\${${variable}}`;
  if (/^\s*#/.test(before(place))) return undefined;
  if (quoteAround(place) === "'") return [replaceQuoted(place, `"${value}"`)];
  if (openQuote(before(place)) === "'") return undefined;
  return [{ start, end, newText: value }];
};

/** YAML that something fills in before it is read (compose files, charts): `${NAME}`. */
export const inYaml: Idiom = (place) => {
  const { start, end, variable } = place;
  const value = `\${${variable}}`;
  const head = before(place);
  if (openQuote(head) !== undefined || !/[[{]/.test(head)) return [{ start, end, newText: value }];
  // Between brackets a bare brace would be read as one of YAML's own.
  const isWhole = /[\s,[{]$/.test(head) && /^(?:[\s,\]}]|$)/.test(behind(place));
  return isWhole ? [{ start, end, newText: `"${value}"` }] : undefined;
};

/** Workflows of GitHub: `${{ secrets.NAME }}`, as no variable of the environment is filled in there. */
export const inWorkflow: Idiom = ({ start, end, variable }) => [
  { start, end, newText: `\${{ secrets.${variable} }}` },
];

/** Terraform: `var.name`, which `TF_VAR_name` fills, and the declaration where there is none. */
export const inTerraform: Idiom = (place) => {
  const { text, start, end } = place;
  const name = place.variable.toLowerCase();
  const isWhole = quoteAround(place) === '"';
  if (!isWhole && openQuote(before(place)) !== '"') return undefined;
  // The default of a variable cannot be a variable; the name of a block is none either.
  if (/^\s*default\s*=/.test(before(place)) || !before(place).includes("=")) return undefined;
  const change = isWhole ? replaceQuoted(place, `var.${name}`) : { start, end, newText: `\${var.${name}}` };
  return new RegExp(`^\\s*variable\\s+"${name}"`, "m").test(text)
    ? [change]
    : [change, terraformVariable(text, name)];
};

function terraformVariable(text: string, name: string): TextChange {
  const eol = endOfLine(text);
  const gap = text === "" || text.endsWith("\n") ? eol : eol + eol;
  const block = [`variable "${name}" {`, "  type = string", "}", ""].join(eol);
  return { start: text.length, end: text.length, newText: gap + block };
}

/** Whether the line gives the variable itself its value. */
function assigns(place: LiteralPlace, variable: string): boolean {
  return (
    new RegExp(`(?:^|[\\s;])${variable}=["']?$`).test(before(place)) && !/^["']?[^\s"';]/.test(behind(place))
  );
}

/** The quote that is open at the end of what stands before, if one is. */
function openQuote(head: string): string | undefined {
  let open: string | undefined;
  for (let at = 0; at < head.length; at++) {
    const character = head.charAt(at);
    if (character === "\\" && open !== "'") at++;
    else if (open === undefined && /["']/.test(character)) open = character;
    else if (character === open) open = undefined;
  }
  return open;
}
