import { createHash } from "node:crypto";
import * as vscode from "vscode";
import type { FindingsStore } from "../../core/findings/findingsStore";
import { toSarif, type ReportedFinding } from "../../core/findings/sarif";
import { keyText } from "../../core/usage/key";
import type { FindingJudge } from "./findingJudge";
import { helpUri } from "./problems";

/** Makes reports of what was found: each finding with what is known of its key at this moment. */
export class FindingsReport {
  constructor(
    private readonly store: FindingsStore,
    private readonly judge: FindingJudge,
    private readonly version: string,
  ) {}

  /** All that is reported, dismissed or not. Temporary keys are nobody's worry and not among them. */
  findings(): readonly ReportedFinding[] {
    return this.store.all.flatMap((finding) => {
      const judged = this.judge.judge(finding);
      if (!judged) return [];
      const fingerprint = createHash("sha256").update(keyText(finding.key)).digest("hex");
      return [{ finding, ...judged, fingerprint }];
    });
  }

  /** The text of a SARIF 2.1.0 file. */
  sarif(): string {
    const folders = (vscode.workspace.workspaceFolders ?? []).map(({ name, uri }) => ({
      name,
      uri: uri.toString().replace(/\/$/, ""),
    }));
    const { version } = this;
    const findings = this.findings();
    const log = toSarif({
      ...{ findings, folders, version },
      homepage: "https://github.com/keytrail/keytrail",
      helpUri: (rule) => helpUri(rule).toString(true),
    });
    return `${JSON.stringify(log, undefined, 2)}\n`;
  }
}
