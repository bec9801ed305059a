import type { InventoryService } from "../../core/inventory/inventoryService";
import type { KeyRef } from "../../core/usage/key";
import type { UsageService } from "../../core/usage/usageService";
import { present } from "../../core/util/present";
import type { Sibling } from "./rotationOf";

/** What the list of an account's keys says of when a key was made, and of the key beside it. */
export interface KeyInPair {
  readonly createdAt?: string;
  readonly sibling?: Sibling;
}

/** The owner's other key. Of several, as a sub account's list may show, none can be told to be the pair's. */
export function siblingOf(inventory: InventoryService, usage: UsageService, key: KeyRef): KeyInPair {
  const createdAt = inventory.infoOf(key)?.createdAt;
  const others = inventory.siblingsOf(key);
  const [other] = others;
  if (!other || others.length > 1) return present({ createdAt });
  const sibling: Sibling = {
    key: other.key,
    ...present({
      createdAt: other.info.createdAt,
      state: other.info.state,
      usage: usage.peek(other.key).known,
    }),
  };
  return { ...present({ createdAt }), sibling };
}
