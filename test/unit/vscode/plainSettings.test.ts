import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { labelOf } from "../../../src/core/verdict/addressLabels";
import { USUAL_SEVERITIES } from "../../../src/core/findings/rule";
import {
  isPlainSetting,
  plainSettingProblems,
  readPlainSettings,
  type Settings,
} from "../../../src/vscode/plainSettings";

const USUAL: Settings = {
  automatic: true,
  staleAfterDays: 90,
  cacheMinutes: 60,
  codeLens: true,
  hover: true,
  maskIds: false,
  addressLabels: [],
  problems: true,
  severities: USUAL_SEVERITIES,
};

const reading = (values: Readonly<Record<string, unknown>>) => (name: string) => values[name];

describe("Settings of one value", () => {
  it("are what the manifest says where nobody wrote anything", () => {
    const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
      contributes: { configuration: { properties: Record<string, { type: string; default: unknown }> } };
    };
    const plain = Object.entries(contributes.configuration.properties).filter(
      ([, { type }]) => type !== "array",
    );
    const defaults = Object.fromEntries(
      plain.map(([name, { default: value }]) => [name.slice("keytrail.".length), value]),
    );
    assert.deepEqual(readPlainSettings(reading({})), USUAL);
    assert.deepEqual(readPlainSettings(reading(defaults)), USUAL);
    assert.deepEqual(plainSettingProblems(reading(defaults)), []);
    for (const [name] of plain) assert.ok(isPlainSetting(name), name);
    assert.ok(!isPlainSetting("keytrail.keys") && !isPlainSetting("cache.minutes"));
  });

  it("are used as they are where they can be", () => {
    const values = {
      "lookUp.automatic": false,
      staleAfterDays: 400,
      "cache.minutes": 0.1 + 0.9,
      "codeLens.enabled": false,
      "hover.enabled": false,
      "display.maskIds": true,
      "problems.enabled": false,
      "problems.severities": { ...USUAL_SEVERITIES, "cannot-tell": "off" },
    };
    assert.deepEqual(plainSettingProblems(reading(values)), []);
    const { addressLabels, ...others } = readPlainSettings(reading(values));
    assert.deepEqual([addressLabels, Object.values(others)], [[], Object.values(values)]);
  });

  it("has names for addresses, of which the right ones hold beside a wrong one, which is told", () => {
    const named = (addressLabels: unknown) => {
      const read = reading({ addressLabels });
      const label = labelOf("203.0.113.7", readPlainSettings(read).addressLabels);
      return [label, plainSettingProblems(read)[0]?.message];
    };
    assert.deepEqual(named({ "203.0.113.0/24": "CI" }), ["CI", undefined]);
    assert.deepEqual(named({ "203.0.113.0/24": "CI", office: "203.0.113.7" }), [
      "CI",
      'The setting must have addresses or networks such as 203.0.113.0/24 on the left and names on the right; "office" is left out.',
    ]);
    for (const wrong of [["203.0.113.7"], "203.0.113.7", null])
      assert.deepEqual(named(wrong), [
        undefined,
        "The setting must have addresses or networks on the left and names on the right.",
      ]);
  });

  for (const [name, value, field, used, message] of [
    ["cache.minutes", 0, "cacheMinutes", 1, "The setting must be a number of at least 1; 1 is used."],
    ["cache.minutes", "30", "cacheMinutes", 60, "The setting must be a number of at least 1; 60 is used."],
    ["cache.minutes", null, "cacheMinutes", 60, "The setting must be a number of at least 1; 60 is used."],
    [
      "staleAfterDays",
      401,
      "staleAfterDays",
      400,
      "The setting must be a number from 1 to 400; 400 is used.",
    ],
    ["staleAfterDays", [], "staleAfterDays", 90, "The setting must be a number from 1 to 400; 90 is used."],
    ["lookUp.automatic", "no", "automatic", false, "The setting must be true or false; false is used."],
    ["display.maskIds", 1, "maskIds", true, "The setting must be true or false; true is used."],
    ["codeLens.enabled", "off", "codeLens", true, "The setting must be true or false; true is used."],
    ["hover.enabled", {}, "hover", true, "The setting must be true or false; true is used."],
  ] as const) {
    it(`say so when ${name} is ${JSON.stringify(value)}, and ${String(used)} is used, for that setting only`, () => {
      const read = reading({ [name]: value });
      assert.deepEqual(plainSettingProblems(read), [{ setting: `keytrail.${name}`, message }]);
      assert.deepEqual(readPlainSettings(read), { ...USUAL, [field]: used });
    });
  }

  it("take what is right of a table of severities, and name the first thing that is wrong", () => {
    const rules = Object.keys(USUAL_SEVERITIES).join(", ");
    for (const [value, used, message] of [
      [{ "stale-key": "error" }, { "stale-key": "error" }, undefined],
      [
        { "stale-key": "error", "key-in-use": "loud" },
        { "stale-key": "error" },
        "key-in-use must be one of: error, warning, information, hint, off.",
      ],
      [
        { stale: "error", "key-in-use": "hint" },
        { "key-in-use": "hint" },
        `stale is no kind of finding; there are: ${rules}.`,
      ],
      ["off", {}, "The setting must be an object with severities by the kind of finding."],
    ] as const) {
      const read = reading({ "problems.severities": value });
      assert.deepEqual(readPlainSettings(read).severities, { ...USUAL_SEVERITIES, ...used });
      assert.deepEqual(
        plainSettingProblems(read).map((problem) => problem.message),
        message === undefined ? [] : [message],
      );
    }
  });
});
