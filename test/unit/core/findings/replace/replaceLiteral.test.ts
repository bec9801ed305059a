import assert from "node:assert/strict";
import { replaceLiteral } from "../../../../../src/core/findings/replace/replaceLiteral";
import { makeIds } from "../../../../support/syntheticIds";

const id = makeIds(51).longTerm(24);
const variable = "ALIBABA_CLOUD_ACCESS_KEY_ID";

/** The text with `@` standing for the ID, after the changes; `undefined` where none is offered. */
function replaced(template: string, languageId: string, path = "src/file"): string | undefined {
  const text = template.replace("@", id);
  const start = text.indexOf(id);
  const changes = replaceLiteral({ text, start, end: start + id.length, variable, languageId, path });
  return changes
    ?.toSorted((a, b) => b.start - a.start)
    .reduce(
      (result, change) => result.slice(0, change.start) + change.newText + result.slice(change.end),
      text,
    )
    .replaceAll(variable, "VAR")
    .replaceAll(variable.toLowerCase(), "var_name");
}

type Row = readonly [before: string, after: string | undefined];

function check(languageId: string, rows: readonly Row[], path?: string): void {
  for (const [before, after] of rows) assert.equal(replaced(before, languageId, path), after, before);
}

describe("Replacing a literal by a variable", () => {
  it("reads the environment in JavaScript and TypeScript, where an expression may stand", () => {
    const rows: readonly Row[] = [
      [`const id = "@";`, "const id = process.env.VAR;"],
      [`call('@', x)`, "call(process.env.VAR, x)"],
      ["const id = `@`;", "const id = process.env.VAR;"],
      ["const url = `https://x/?id=@&y=1`;", "const url = `https://x/?id=${process.env.VAR}&y=1`;"],
      [`const a = b ? "@" : c;`, "const a = b ? process.env.VAR : c;"],
      [`const a = { id: "@" };`, "const a = { id: process.env.VAR };"],
    ];
    for (const language of ["javascript", "typescript"]) check(language, rows);
  });

  it("offers nothing in JavaScript for a part of a plain text, and for the name of a property or a module", () => {
    check("javascript", [
      [`const url = "https://x/?id=@";`, undefined],
      [`const a = { "@": 1 };`, undefined],
      [`import x from "@";`, undefined],
      ["// @", undefined],
    ]);
  });

  it("puts braces around it in an attribute", () => {
    check("typescriptreact", [[`<Client id="@" />`, "<Client id={process.env.VAR} />"]]);
  });

  it("reads the environment in Python and imports what that needs, once and in its place", () => {
    check("python", [
      [`key = "@"\n`, `import os\nkey = os.environ["VAR"]\n`],
      [`import os\nkey = '@'\n`, `import os\nkey = os.environ['VAR']\n`],
      [`import sys, os\nkey = "@"\n`, `import sys, os\nkey = os.environ["VAR"]\n`],
      [`import os.path\nkey = "@"\n`, `import os\nimport os.path\nkey = os.environ["VAR"]\n`],
      [
        `#!/usr/bin/env python3\n"""What it does."""\nfrom __future__ import annotations\nimport sys\nk = f"@"\n`,
        `#!/usr/bin/env python3\n"""What it does."""\nfrom __future__ import annotations\nimport os\nimport sys\nk = os.environ["VAR"]\n`,
      ],
      [`a = 1\r\nkey = "@"\r\n`, `import os\r\na = 1\r\nkey = os.environ["VAR"]\r\n`],
      [`key = b"@"\n`, undefined],
      [`key = "id=@"\n`, undefined],
      [`key = """@"""\n`, undefined],
    ]);
  });

  it("reads the environment in Go and imports what that needs, but not in a constant", () => {
    check("go", [
      [
        `package main\n\nimport (\n\t"fmt"\n)\n\nvar id = "@"\n`,
        `package main\n\nimport (\n\t"os"\n\t"fmt"\n)\n\nvar id = os.Getenv("VAR")\n`,
      ],
      [`package main\n\nvar id = "@"\n`, `package main\n\nimport "os"\n\nvar id = os.Getenv("VAR")\n`],
      [
        `package main\n\nimport "os"\n\nfunc f() { g("@") }\n`,
        `package main\n\nimport "os"\n\nfunc f() { g(os.Getenv("VAR")) }\n`,
      ],
      [`package main\n\nconst id = "@"\n`, undefined],
      [`package main\n\nconst (\n\ta = 1\n\tid = "@"\n)\n`, undefined],
      [
        `package main\n\nimport "os"\n\nconst (\n\ta = 1\n)\n\nvar id = "@"\n`,
        `package main\n\nimport "os"\n\nconst (\n\ta = 1\n)\n\nvar id = os.Getenv("VAR")\n`,
      ],
    ]);
  });

  it("reads the environment in Java, but not where only a constant may stand", () => {
    check("java", [
      [`String id = "@";`, `String id = System.getenv("VAR");`],
      [`String url = "https://x/?id=@";`, undefined],
      [`  case "@":`, undefined],
    ]);
    const annotated = `  @Value("${id}") String id;`;
    const start = annotated.indexOf(id);
    assert.equal(
      replaceLiteral({
        text: annotated,
        start,
        end: start + id.length,
        variable,
        languageId: "java",
        path: "A.java",
      }),
      undefined,
    );
  });

  it("refers to the variable in a shell, so that nothing splits it", () => {
    check("shellscript", [
      ["export OTHER=@\n", `export OTHER="\${VAR}"\n`],
      [`OTHER="@"\n`, `OTHER="\${VAR}"\n`],
      [`OTHER='@'\n`, `OTHER="\${VAR}"\n`],
      [`curl "https://x/?id=@&y=1"\n`, `curl "https://x/?id=\${VAR}&y=1"\n`],
      [`curl 'https://x/?id=@&y=1'\n`, undefined],
      ["aliyun --access-key-id @ --region x\n", `aliyun --access-key-id "\${VAR}" --region x\n`],
    ]);
  });

  it("makes of the line that sets the variable itself one that insists on it", () => {
    check("shellscript", [[`export ${variable}=@\n`, `export VAR="\${VAR:?}"\n`]]);
  });

  it("refers to the variable in an .env file, whatever the editor calls its language", () => {
    for (const path of [".env", "app/.env.local", "prod.env"]) {
      check("plaintext", [["OTHER=@\n", "OTHER=${VAR}\n"]], path);
      check("plaintext", [[`OTHER='@'\n`, `OTHER="\${VAR}"\n`]], path);
      check("plaintext", [["# OTHER=@\n", undefined]], path);
    }
  });

  it("refers to the variable in YAML, quoted where a brace would mean something else", () => {
    check("yaml", [
      ["key: @\n", "key: ${VAR}\n"],
      [`key: "@"\n`, `key: "\${VAR}"\n`],
      [`key: '@'\n`, `key: '\${VAR}'\n`],
      ["- ID=@\n", "- ID=${VAR}\n"],
      ["env: { id: @, x: 1 }\n", `env: { id: "\${VAR}", x: 1 }\n`],
      ["ids: [@]\n", `ids: ["\${VAR}"]\n`],
      ["ids: [id=@]\n", undefined],
    ]);
  });

  it("takes the secret of the repository in a workflow, where nothing else is filled in", () => {
    check("yaml", [["  ID: @\n", "  ID: ${{ secrets.VAR }}\n"]], ".github/workflows/ci.yml");
  });

  it("refers to a variable in Terraform, and declares it where it is not", () => {
    const declared = `variable "var_name" {\n  type = string\n}\n`;
    check(
      "plaintext",
      [
        [
          `provider "alicloud" {\n  access_key = "@"\n}\n`,
          `provider "alicloud" {\n  access_key = var.var_name\n}\n\n${declared}`,
        ],
        [
          `x = "id=@"\nvariable "${variable.toLowerCase()}" {\n  type = string\n}\n`,
          `x = "id=\${var.var_name}"\n${declared}`,
        ],
        [`variable "x" {\n  default = "@"\n}\n`, undefined],
      ],
      "main.tf",
    );
    check("terraform", [[`access_key = "@"\n`, undefined]], "prod.tfvars");
  });

  it("offers nothing in a language that has no such thing", () => {
    check("json", [[`{ "id": "@" }`, undefined]], "config.json");
    check("markdown", [["The key @ is old.", undefined]], "README.md");
  });
});
