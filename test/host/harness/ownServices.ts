import type { SampleCloud } from "../../../src/sample/sampleCloud";
import { createServices, type Services } from "../../../src/vscode/services";
import { useCloud } from "./clouds";
import { asContext, ownContext, type OwnContext } from "./ownContext";

/**
 * Gives each test of a suite the extension's parts once more, beside those of the extension itself, which lends its own
 * to VS Code alone; with a sample cloud to ask, and an end to both after the test.
 */
export function useServices(give: (services: Services, cloud: SampleCloud) => void): void {
  let cloud: SampleCloud;
  let context: OwnContext;
  // First, while the settings and the cloud that these know are still there.
  afterEach(() => {
    for (const item of context.subscriptions) item.dispose();
  });
  useCloud((own) => {
    cloud = own;
  });
  beforeEach(() => {
    context = ownContext();
    give(createServices(asContext(context)), cloud);
  });
}
