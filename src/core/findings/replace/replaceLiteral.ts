import type { Idiom, LiteralPlace, TextChange } from "./literal";
import { inGo, inJava, inJavaScript, inPython } from "./programs";
import { inDotenv, inShell, inTerraform, inWorkflow, inYaml } from "./settings";

/** A literal in a file, with what tells which language that is. */
export interface LiteralInFile extends LiteralPlace {
  /** As VS Code names languages. */
  readonly languageId: string;
  /** With `/`; its end tells what the language does not. */
  readonly path: string;
}

/**
 * The changes that put a variable of the environment in a literal's place, in the file's own idiom; `undefined` where
 * the language has none, or where a variable would not work.
 */
export function replaceLiteral(place: LiteralInFile): readonly TextChange[] | undefined {
  return idiomOf(place)?.(place);
}

function idiomOf({ languageId, path }: LiteralInFile): Idiom | undefined {
  if (/(?:^|\/)\.env(?:\.[\w.-]+)?$|\.env$/.test(path)) return inDotenv;
  if (/(?:^|\/)\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) return inWorkflow;
  // Their values are literals, whatever the language is called.
  if (path.endsWith(".tfvars")) return undefined;
  const extension = /\.(\w+)$/.exec(path)?.[1] ?? "";
  return BY_LANGUAGE[languageId] ?? BY_EXTENSION[extension];
}

const BY_LANGUAGE: Readonly<Record<string, Idiom>> = {
  dotenv: inDotenv,
  shellscript: inShell,
  python: inPython,
  javascript: inJavaScript,
  javascriptreact: inJavaScript,
  typescript: inJavaScript,
  typescriptreact: inJavaScript,
  go: inGo,
  java: inJava,
  yaml: inYaml,
  dockercompose: inYaml,
  terraform: inTerraform,
};

/** For languages that VS Code only knows with another extension installed. */
const BY_EXTENSION: Readonly<Record<string, Idiom>> = { tf: inTerraform, yml: inYaml, yaml: inYaml };
