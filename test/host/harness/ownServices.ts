import { createServices, type Services } from "../../../src/vscode/services";
import { asContext, ownContext } from "./ownContext";

/** The extension's parts once more, beside those of the extension itself, which lends its own to VS Code alone. */
export interface OwnServices {
  readonly services: Services;
  dispose(): void;
}

/** Makes them as the extension makes its own. */
export function ownServices(): OwnServices {
  const context = ownContext();
  const services = createServices(asContext(context));
  return {
    services,
    dispose: () => {
      for (const item of context.subscriptions) item.dispose();
    },
  };
}
