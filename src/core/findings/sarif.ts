import { ruleTitle } from "./findingWords";
import type { ListedFinding } from "./listedFinding";
import { FINDING_RULES, USUAL_SEVERITIES, type FindingRule, type Severity } from "./rule";

/** A finding with what there is to say about it. */
export interface ReportedFinding {
  readonly finding: ListedFinding;
  readonly rule: FindingRule;
  readonly severity: Severity;
  readonly message: string;
  /** Tells the key apart in later reports without naming it. */
  readonly fingerprint: string;
}

/** A folder of the workspace. */
export interface ReportedFolder {
  readonly name: string;
  /** Of the folder, without a slash at its end. */
  readonly uri: string;
}

/** What a report is made of. */
export interface SarifParts {
  readonly findings: readonly ReportedFinding[];
  readonly folders: readonly ReportedFolder[];
  readonly version: string;
  /** Of KeyTrail itself. */
  readonly homepage: string;
  /** The documentation page of a rule. */
  readonly helpUri: (rule: FindingRule) => string;
}

/**
 * The findings as SARIF 2.1.0, for tools that gather the results of many. Dismissed findings are in it as suppressed,
 * those that the user's settings switch off are not.
 */
export function toSarif({ findings, folders, version, homepage, helpUri }: SarifParts) {
  const names = namesOf(folders);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "KeyTrail",
            semanticVersion: version,
            informationUri: homepage,
            rules: FINDING_RULES.map((rule) => ({
              id: rule,
              shortDescription: { text: ruleTitle(rule) },
              helpUri: helpUri(rule),
              defaultConfiguration: { level: levelOf(USUAL_SEVERITIES[rule]) },
              properties: { tags: ["security"] },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: Object.fromEntries(
          folders.map((folder) => [names.get(folder.uri) ?? folder.name, { uri: `${folder.uri}/` }]),
        ),
        results: findings
          .filter(({ severity }) => severity !== "off")
          .map((reported) => resultOf(reported, folders, names)),
      },
    ],
  };
}

function resultOf(
  { finding, rule, severity, message, fingerprint }: ReportedFinding,
  folders: readonly ReportedFolder[],
  names: ReadonlyMap<string, string>,
) {
  const { range, dismissal, nearSecret } = finding;
  return {
    ruleId: rule,
    ruleIndex: FINDING_RULES.indexOf(rule),
    level: levelOf(severity),
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: locationOf(finding.uri, folders, names),
          region: {
            startLine: range.start.line + 1,
            startColumn: range.start.character + 1,
            endLine: range.end.line + 1,
            endColumn: range.end.character + 1,
          },
        },
      },
    ],
    partialFingerprints: { "keytrailKey/v1": fingerprint },
    ...(dismissal && {
      suppressions: [
        { kind: dismissal.by === "comment" ? "inSource" : "external", justification: dismissal.reason },
      ],
    }),
    ...(nearSecret && { properties: { nearSecret } }),
  };
}

/** Relative to the innermost folder that it is in. */
function locationOf(
  uri: string,
  folders: readonly ReportedFolder[],
  names: ReadonlyMap<string, string>,
): { readonly uri: string; readonly uriBaseId?: string } {
  const [folder] = folders
    .filter((each) => uri.startsWith(`${each.uri}/`))
    .toSorted((a, b) => b.uri.length - a.uri.length);
  if (!folder) return { uri };
  return { uri: uri.slice(folder.uri.length + 1), uriBaseId: names.get(folder.uri) ?? folder.name };
}

/** One name each, as two folders may have the same. */
function namesOf(folders: readonly ReportedFolder[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    folders.map(({ name, uri }, index) => {
      const wanted = folders.length === 1 ? "SRCROOT" : name.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_");
      const free = taken.has(wanted) || wanted === "" ? `${wanted}_${index + 1}` : wanted;
      taken.add(free);
      return [uri, free];
    }),
  );
}

function levelOf(severity: Severity): "error" | "warning" | "note" | "none" {
  switch (severity) {
    case "error":
    case "warning":
      return severity;
    case "information":
    case "hint":
      return "note";
    case "off":
      return "none";
  }
}
