import * as l10n from "@vscode/l10n";
import type { InventoryPage } from "../../core/inventory/inventoryPage";
import type { Account } from "../../core/usage/account";
import type { KeyRef } from "../../core/usage/key";
import type { KeyUsage } from "../../core/usage/keyUsage";
import type {
  AccountCheck,
  DetailPage,
  DetailRequest,
  KeyDetail,
  KeyUsageProvider,
  LookUpAnswer,
  LookUpRequest,
  ProfileList,
  RecordNotes,
} from "../../core/usage/provider";
import type { RotationStep } from "../../core/verdict/rotation";
import type { AlibabaBackend } from "./backend";
import { isRegion, REGIONS } from "./endpoint";
import { parseAlibabaKey } from "./parseKey";
import { alibabaPatterns } from "./patterns";
import { inventoryPolicy, minimalPolicy } from "./permissions";
import { recordsSince } from "./records";
import { alibabaRotationSteps } from "./rotationSteps";

export interface AlibabaParts {
  /** Brings in the part that talks to the cloud; called before every use, so it has to remember its result. */
  readonly backend: () => Promise<AlibabaBackend>;
  /** The configuration file of the `aliyun` command. */
  readonly configPath: string;
}

/** Alibaba Cloud, through ActionTrail's last-used operations. Small, because it is loaded before anything is asked. */
export class AlibabaProvider implements KeyUsageProvider {
  readonly id = "alibaba";
  readonly displayName = "Alibaba Cloud";
  readonly patterns = alibabaPatterns;
  readonly regions = REGIONS;
  readonly sites = [];
  readonly hasSecurityTokens = true;
  readonly credentialFiles: readonly string[];

  constructor(private readonly parts: AlibabaParts) {
    this.credentialFiles = [parts.configPath];
  }

  isRegion(text: string): boolean {
    return isRegion(text);
  }

  parseKey(text: string, lenient = false): KeyRef | undefined {
    return parseAlibabaKey(text, lenient);
  }

  idHint(): string {
    return l10n.t("An AccessKey ID of Alibaba Cloud is LTAI and 12 to 22 letters and digits.");
  }

  environmentName(): string {
    return "ALIBABA_CLOUD_ACCESS_KEY_ID";
  }

  recordsSince(_key: KeyRef, now: number): Date {
    return recordsSince(now);
  }

  recordNotes(): RecordNotes {
    return {
      freshness: l10n.t("an hour or more behind"),
      coverage: l10n.t(
        "The cloud records most services, not all: check with the key's owner before you delete it.",
      ),
      operations: {
        lastUse: ["ActionTrail: GetAccessKeyLastUsedInfo"],
        services: ["ActionTrail: GetAccessKeyLastUsedProducts"],
      },
    };
  }

  rotationSteps({ kind }: KeyRef): readonly RotationStep[] {
    return kind === "access-key" ? alibabaRotationSteps : [];
  }

  detailFor(): KeyDetail {
    return { kind: "services" };
  }

  minimalPolicy(): string {
    return minimalPolicy();
  }

  inventoryPolicy(): string {
    return inventoryPolicy();
  }

  consoleUrl(_key: KeyRef, usage: KeyUsage | undefined): string {
    const owner = usage?.owner;
    if (owner?.type === "ram-user" && owner.name !== undefined) {
      return `https://ram.console.aliyun.com/users/${encodeURIComponent(owner.name)}`;
    }
    // The signed-in person's own keys, a root account's among them.
    return "https://ram.console.aliyun.com/manage/ak";
  }

  async *inventory(account: Account, signal: AbortSignal): AsyncGenerator<InventoryPage, void, undefined> {
    yield* (await this.parts.backend()).inventory(account, signal);
  }

  async lookUp(request: LookUpRequest, signal: AbortSignal): Promise<LookUpAnswer> {
    return (await this.parts.backend()).lookUp(request, signal);
  }

  async lookUpDetail(request: DetailRequest, signal: AbortSignal): Promise<DetailPage> {
    return (await this.parts.backend()).lookUpDetail(request, signal);
  }

  async checkAccount(account: Account): Promise<AccountCheck> {
    return (await this.parts.backend()).checkAccount(account);
  }

  async changedAccounts(accounts: readonly Account[]): Promise<readonly Account[]> {
    return (await this.parts.backend()).changedAccounts(accounts);
  }

  async tryAccount(account: Account, signal: AbortSignal): Promise<KeyUsage | undefined> {
    return (await this.parts.backend()).tryAccount(account, signal);
  }

  async listProfiles(): Promise<ProfileList> {
    return (await this.parts.backend()).listProfiles();
  }
}
