import type { Report } from "./report";
import type { ReportRow } from "./reportRow";

/** Changes when programs that read the earlier form would misread the later one. */
const FORMAT_VERSION = 1;

/** The report as JSON, in the form that docs/report.schema.json describes; what is not known is absent. */
export function toJson({ madeAt, version, staleAfterDays, accounts, missing, rows }: Report): string {
  const report = {
    formatVersion: FORMAT_VERSION,
    madeBy: `KeyTrail ${version}`,
    madeAt,
    staleAfterDays,
    accounts,
    complete: missing.length === 0,
    missing,
    keys: rows.map(fieldsOf),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** Field by field, so that what a row gets later is not published by chance. */
function fieldsOf(row: ReportRow): ReportRow {
  return {
    ...(row.account !== undefined && { account: row.account }),
    provider: row.provider,
    ...(row.owner && { owner: row.owner }),
    keyId: row.keyId,
    ...(row.label !== undefined && { label: row.label }),
    kind: row.kind,
    ...(row.state !== undefined && { state: row.state }),
    ...(row.created !== undefined && { created: row.created }),
    ...(row.places && { places: row.places }),
    verdict: row.verdict,
    ...(row.lastUse && { lastUse: row.lastUse }),
    ...(row.since !== undefined && { since: row.since }),
    ...(row.recordsSince !== undefined && { recordsSince: row.recordsSince }),
    ...(row.asOf !== undefined && { asOf: row.asOf }),
    reasons: row.reasons,
    caveats: row.caveats,
    ...(row.problem && { problem: row.problem }),
  };
}
