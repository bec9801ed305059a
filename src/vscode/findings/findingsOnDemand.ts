import * as vscode from "vscode";
import type { Findings } from "./findings";

/** What there is to the keys of the workspace: loaded after all the rest, when somebody first wants it. */
export class FindingsOnDemand implements vscode.Disposable {
  private readonly started = new vscode.EventEmitter<Findings>();
  /** Fires once, when they are there. */
  readonly onDidStart = this.started.event;
  private starting: Promise<Findings> | undefined;
  private findings: Findings | undefined;

  constructor(private readonly start: () => Promise<Findings>) {}

  /** What is loaded; nobody loads it by asking. */
  get ifThere(): Findings | undefined {
    return this.findings;
  }

  load(): Promise<Findings> {
    return (this.starting ??= this.startOnce());
  }

  dispose(): void {
    this.started.dispose();
  }

  private async startOnce(): Promise<Findings> {
    this.findings = await this.start();
    this.started.fire(this.findings);
    return this.findings;
  }
}
