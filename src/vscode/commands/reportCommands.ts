import * as vscode from "vscode";
import type { FindingsOnDemand } from "../findings/findingsOnDemand";
import type { Services } from "../services";
import { COMMANDS } from "./names";

/** The commands that write down what is known. Their code is brought in with the first use. */
export function reportCommands(services: Services, findings: FindingsOnDemand) {
  return {
    [COMMANDS.copyEvidence]: async (argument?: unknown) => {
      const { keyArgument } = services;
      const key =
        argument === undefined
          ? await keyArgument.ask(vscode.l10n.t("Copy Evidence"))
          : keyArgument.require(argument);
      if (!key) return undefined;
      const { copyEvidence } = await import("../report/copyEvidence");
      return copyEvidence(services, key, argument);
    },
    [COMMANDS.exportReport]: async (argument?: unknown) => {
      const { exportReport } = await import("../report/exportReport");
      return exportReport(services, findings, argument);
    },
    [COMMANDS.showReport]: () => services.report.show(),
  };
}
