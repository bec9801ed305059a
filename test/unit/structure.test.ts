import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";

const SRC = path.resolve(__dirname, "../../src");

interface Import {
  /** The file that imports, as `core/usage/key.ts`. */
  readonly from: string;
  /** What it imports: a file in the same form, or a package's or module's name. */
  readonly to: string;
  readonly typesOnly: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => /\.tsx?$/.test(name))
  .sort();
const imports = files.flatMap(importsOf);

/** Which folders a folder may import from; `types` names what may be imported as a type only. */
const RULE: Readonly<
  Record<string, { readonly values: readonly string[]; readonly types?: readonly string[] }>
> = {
  core: { values: ["core"] },
  providers: { values: ["providers", "core"] },
  scan: { values: ["scan", "core"] },
  sample: { values: ["sample"] },
  shared: { values: ["shared"], types: ["core"] },
  webview: { values: ["webview", "shared"] },
  vscode: { values: ["vscode", "core", "scan", "shared", "sample"] },
  "extension.ts": { values: ["vscode"] },
};

const roomOf = (file: string): string => file.split("/", 1)[0] ?? "";
const isOurs = ({ to }: Import): boolean => files.includes(to);
/** The cloud whose folder a file is in; what the clouds have in common is in none. */
const cloudOf = (file: string): string | undefined => /^providers\/(?!common\/)([^/]+)\//.exec(file)?.[1];
const told = ({ from, to }: Import): string => `${from} → ${to}`;

/** Every import of a file, also by `import()`, `export … from` and `import("…")` in a type. */
function importsOf(from: string): readonly Import[] {
  const source = ts.createSourceFile(
    from,
    readFileSync(path.join(SRC, from), "utf8"),
    ts.ScriptTarget.Latest,
    false,
  );
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typesOnly: boolean): void => {
    if (!specifier) return;
    assert.ok(
      ts.isStringLiteralLike(specifier),
      `${from}: what is imported must be readable without running it`,
    );
    found.push({ from, to: resolved(from, specifier.text), typesOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypesOnly(node.importClause));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isCallExpression(node) && isImportCall(node)) add(node.arguments[0], false);
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isImportCall({ expression }: ts.CallExpression): boolean {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === "require")
  );
}

function isTypesOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  return (
    !clause.name &&
    !!named &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

function resolved(from: string, specifier: string): string {
  if (!specifier.startsWith(".")) return specifier;
  const target = path.posix.join(path.posix.dirname(from), specifier);
  const known = [target, `${target}.ts`, `${target}.tsx`].find((name) => files.includes(name));
  assert.ok(known ?? existsSync(path.join(SRC, target)), `${from}: there is no ${specifier}`);
  return known ?? target;
}

describe("The source", () => {
  it("has no folder that the rule does not know", () => {
    assert.deepEqual([...new Set(files.map(roomOf))].sort(), Object.keys(RULE).sort());
    assert.ok(files.length > 100 && imports.length > 300, "the imports were found");
  });

  it("imports across folders in the allowed directions only", () => {
    const wrong = imports.filter(isOurs).filter(({ from, to, typesOnly }) => {
      const { values, types = [] } = RULE[roomOf(from)] ?? { values: [] };
      if (from === "vscode/services.ts" && roomOf(to) === "providers") return false;
      if (["vscode", "scan"].includes(roomOf(from)) && to === "providers/keyPatterns.ts") return false;
      return !values.includes(roomOf(to)) && !(typesOnly && types.includes(roomOf(to)));
    });
    assert.deepEqual(wrong.map(told), []);
  });

  it("names a provider in one place outside the providers", () => {
    const naming = imports.filter(
      ({ from, to }) => cloudOf(to) !== undefined && roomOf(from) !== "providers",
    );
    assert.deepEqual([...new Set(naming.map(({ from }) => from))], ["vscode/services.ts"]);
  });

  it("has no provider that imports another; what they have in common knows none of them", () => {
    const across = imports.filter(({ from, to }) => {
      const [own, other] = [cloudOf(from), cloudOf(to)];
      return other !== undefined && own !== other && from !== "providers/keyPatterns.ts";
    });
    assert.deepEqual(across.filter(({ from }) => roomOf(from) === "providers").map(told), []);
  });

  it("has every cloud's patterns in the one list that is there before any cloud is loaded", () => {
    const clouds = new Set(files.map(cloudOf).filter((cloud) => cloud !== undefined));
    const listed = imports
      .filter(({ from }) => from === "providers/keyPatterns.ts")
      .map(({ to }) => cloudOf(to));
    assert.ok(clouds.size > 0);
    assert.deepEqual(listed.filter((cloud) => cloud !== undefined).sort(), [...clouds].sort());
  });

  it("talks to VS Code in src/vscode only; the entry point may name its types", () => {
    const wrong = imports.filter(
      ({ from, to, typesOnly }) =>
        to === "vscode" && roomOf(from) !== "vscode" && !(from === "extension.ts" && typesOnly),
    );
    assert.deepEqual(wrong.map(told), []);
  });

  it("keeps the core and what crosses to the page free of the network, the disk and the browser's packages", () => {
    const outside = imports.filter(
      ({ from, to }) => ["core", "shared"].includes(roomOf(from)) && !files.includes(to),
    );
    assert.deepEqual([...new Set(outside.map(({ to }) => to))].sort(), ["@vscode/l10n", "valibot"]);
  });

  it("keeps Node out of the page", () => {
    const wrong = imports.filter(
      ({ from, to }) => roomOf(from) === "webview" && !files.includes(to) && !/^preact(\/|$)|\.css$/.test(to),
    );
    assert.deepEqual(wrong.map(told), []);
  });

  it("has no two files that need each other to load", () => {
    const needs = new Map<string, string[]>(files.map((file) => [file, []]));
    for (const one of imports) if (!one.typesOnly && isOurs(one)) needs.get(one.from)?.push(one.to);
    assert.deepEqual(cycleIn(needs), []);
  });

  it("exports by name, and nothing that only hands on other files' exports", () => {
    const wrong = files.filter((file) =>
      /^export default |^export \* from /m.test(readFileSync(path.join(SRC, file), "utf8")),
    );
    assert.deepEqual(wrong, []);
  });

  for (const room of ["core", "providers", "scan", "shared", "sample"]) {
    it(`loads every file of src/${room} in plain Node`, async () => {
      const own = files.filter((file) => roomOf(file) === room);
      assert.ok(own.length > 0);
      for (const file of own)
        await assert.doesNotReject(import(pathToFileURL(path.join(SRC, file)).href), file);
    });
  }
});

/** The files of one cycle, or none. */
function cycleIn(needs: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const visit = (file: string, above: readonly string[]): readonly string[] => {
    if (above.includes(file)) return [...above.slice(above.indexOf(file)), file];
    if (done.has(file)) return [];
    done.add(file);
    for (const next of needs.get(file) ?? []) {
      const cycle = visit(next, [...above, file]);
      if (cycle.length > 0) return cycle;
    }
    return [];
  };
  for (const file of needs.keys()) {
    const cycle = visit(file, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
