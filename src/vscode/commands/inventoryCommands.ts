import type { Services } from "../services";
import type * as Actions from "./inventoryActions";
import { COMMANDS } from "./names";

/** The commands about all keys of an account, and about which of the keys are shown. Loaded when somebody runs one. */
export function inventoryCommands(services: Services) {
  const run =
    (name: keyof typeof Actions) =>
    async (argument?: unknown): Promise<void> => {
      const actions = await import("./inventoryActions");
      await actions[name](services, argument);
    };
  return {
    [COMMANDS.listAccountKeys]: run("listAccountKeys"),
    [COMMANDS.hideAccountKeys]: run("hideAccountKeys"),
    [COMMANDS.stopListing]: run("stopListing"),
    [COMMANDS.lookUpAll]: run("lookUpAllKeys"),
    [COMMANDS.pinKey]: run("pinKey"),
    [COMMANDS.filterKeys]: run("filterKeys"),
    [COMMANDS.sortKeys]: run("sortKeys"),
    [COMMANDS.clearFilter]: run("clearFilter"),
    [COMMANDS.showMoreKeys]: run("showMoreKeys"),
  };
}
