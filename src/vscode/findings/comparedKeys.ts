import type { FindingsStore } from "../../core/findings/findingsStore";
import { reconcile, type InventoryKey } from "../../core/findings/reconcile";
import { keyText, type KeyRef } from "../../core/usage/key";
import type { InventoryService } from "../../core/inventory/inventoryService";
import type { KeyDirectory } from "../../core/usage/keyDirectory";
import type { KeyUsageProvider } from "../../core/usage/provider";
import type { UsageService } from "../../core/usage/usageService";
import type { Registry } from "../accounts/registry";
import type { Log } from "../log";
import type { FindingJudge } from "./findingJudge";
import type { ListNode } from "./workspaceNodes";

/** What the code is compared with. */
export interface ComparedKeysParts {
  readonly providers: readonly Pick<KeyUsageProvider, "id" | "listProfiles" | "parseKey">[];
  readonly log: Log;
  readonly store: FindingsStore;
  readonly judge: FindingJudge;
  readonly registry: Registry;
  readonly directory: KeyDirectory;
  readonly inventory: InventoryService;
  readonly usage: UsageService;
}

/** The three lists that say where code, settings and accounts differ. Made of what is known; nobody is asked. */
export class ComparedKeys {
  private ofProfiles: readonly KeyRef[] = [];

  constructor(private readonly parts: ComparedKeysParts) {}

  /** Reads which keys the profiles of the clouds' own tools have. Never rejects. */
  async readProfiles(): Promise<void> {
    const { providers, log, registry } = this.parts;
    const keys = await Promise.all(
      providers.map(async (provider) => {
        try {
          const { profiles } = await provider.listProfiles();
          return profiles.flatMap(({ keyId }) =>
            keyId === undefined ? [] : (provider.parseKey(keyId, true) ?? []),
          );
        } catch (error) {
          log.error("Reading the profiles", error);
          return [];
        }
      }),
    );
    this.ofProfiles = keys.flat().map((key) => registry.configured(key));
  }

  /** None of them where none has a key. */
  lists(): readonly ListNode[] {
    const { store, judge, registry, usage } = this.parts;
    const { notInAccounts, notAsked, notInCode, neverSeen } = reconcile({
      inCode: store.all.map((finding) => judge.keyOf(finding)),
      usageOf: (key) => usage.peek(key).known,
      own: [...registry.keys, ...this.ofProfiles],
      inventory: this.inventory(),
    });
    const list = (
      name: ListNode["list"],
      keys: readonly Pick<InventoryKey, "key">[],
      waiting = 0,
    ): ListNode => ({
      type: "list",
      list: name,
      keys: keys.map((each) => ({ type: "own-key", list: name, ...each })),
      notAsked: waiting,
    });
    const lists = [
      list(
        "not-in-accounts",
        notInAccounts.map((key) => ({ key })),
        notAsked.length,
      ),
      list(
        "not-in-code",
        notInCode.map((key) => ({ key })),
      ),
      list(
        "never-seen",
        neverSeen.map(({ key, account }) => ({ key, account })),
      ),
    ];
    return lists.some(({ keys }) => keys.length > 0) ? lists : [];
  }

  /** Every key that an account is known to have: those that its lists have, and those that it answered for. */
  private inventory(): readonly InventoryKey[] {
    const { directory, inventory, registry, usage } = this.parts;
    const listed = directory.keys.map(({ key }): InventoryKey => ({ key, account: key.account ?? "" }));
    const inventoried = inventory.keys.flatMap((key): InventoryKey[] => {
      const place = inventory.find(key);
      if (!place) return [];
      const { state } = place.entry.info;
      return [
        { key: registry.configured(key), account: place.account, ...(state !== undefined && { state }) },
      ];
    });
    const answered = registry.keys.flatMap((key): InventoryKey[] => {
      const { known } = usage.peek(key);
      const isItsOwn = known?.outcome === "used" || known?.owner !== undefined;
      return known?.account !== undefined && isItsOwn ? [{ key, account: known.account }] : [];
    });
    return [
      ...new Map([...answered, ...listed, ...inventoried].map((each) => [keyText(each.key), each])).values(),
    ];
  }
}
