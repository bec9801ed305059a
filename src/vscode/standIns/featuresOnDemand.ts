import * as vscode from "vscode";
import type { Features } from "../features";

/** Everything that KeyTrail does, loaded and started once, when somebody first needs it. */
export class FeaturesOnDemand {
  private readonly started = new vscode.EventEmitter<Features>();
  /** Fires once, when the features are there. */
  readonly onDidStart = this.started.event;
  private starting: Promise<Features> | undefined;
  private features: Features | undefined;

  constructor(private readonly context: vscode.ExtensionContext) {
    context.subscriptions.push(this.started);
  }

  get areThere(): boolean {
    return this.features !== undefined;
  }

  /** The features, loaded now if they are not there yet. Fails only where the installation is broken. */
  load(): Promise<Features> {
    return (this.starting ??= this.start());
  }

  /** What the features say: at once where they are there, so that a redraw is not put off. */
  ask<T>(question: (features: Features) => T): T | Promise<Awaited<T>> {
    return this.features ? question(this.features) : this.askLater(question);
  }

  /** Waits until what was learnt is saved; where nothing was loaded, nothing was learnt. */
  async flush(): Promise<void> {
    await this.features?.flush();
  }

  private async askLater<T>(question: (features: Features) => T): Promise<Awaited<T>> {
    return await question(await this.load());
  }

  private async start(): Promise<Features> {
    const { startFeatures } = await import("../features");
    this.features = await startFeatures(this.context);
    this.started.fire(this.features);
    return this.features;
  }
}
