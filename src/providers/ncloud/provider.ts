import * as l10n from "@vscode/l10n";
import type { InventoryPage } from "../../core/inventory/inventoryPage";
import type { Account, Site } from "../../core/usage/account";
import type { KeyRef, KnownKey } from "../../core/usage/key";
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
import type { NcloudBackend } from "./backend";
import { siteOf } from "./hosts";
import { kmsService } from "./kms/kmsService";
import { parseNcloudKey } from "./parseKey";
import { ncloudPatterns } from "./patterns";
import { recordsSince } from "./records";
import { ncloudRotationSteps } from "./rotationSteps";

export interface NcloudParts {
  /** Brings in the part that talks to the cloud; called before every use, so it has to remember its result. */
  readonly backend: () => Promise<NcloudBackend>;
  /** The configuration file of NAVER Cloud's command and SDKs. */
  readonly configPath: string;
}

/** NAVER Cloud: KMS keys, and the access keys of sub accounts. Small, because it is loaded with the extension. */
export class NcloudProvider implements KeyUsageProvider {
  readonly id = "ncloud";
  readonly displayName = "NAVER Cloud";
  readonly patterns = ncloudPatterns;
  readonly regions = [];
  readonly sites: readonly Site[] = ["public", "government"];
  readonly hasSecurityTokens = false;
  readonly credentialFiles: readonly string[];

  constructor(private readonly parts: NcloudParts) {
    this.credentialFiles = [parts.configPath];
  }

  isRegion(): boolean {
    return false;
  }

  parseKey(text: string, lenient = false): KeyRef | undefined {
    return parseNcloudKey(text, lenient);
  }

  idHint(): string {
    return l10n.t(
      "An access key ID of NAVER Cloud is ncp_iam_ and 20 letters and digits; the key tag of a KMS key is 64 digits and letters from a to f.",
    );
  }

  environmentName({ kind }: KeyRef): string {
    return kind === "kms-key" ? "NCLOUD_KMS_KEY_TAG" : "NCLOUD_ACCESS_KEY_ID";
  }

  recordsSince(key: KeyRef, now: number): Date | undefined {
    return recordsSince(key, now);
  }

  recordNotes({ kind }: KeyRef): RecordNotes {
    return {
      freshness: l10n.t("delay not documented"),
      coverage:
        kind === "kms-key"
          ? l10n.t(
              "The cloud keeps 30 days and 30,000 records of a key: what uses it less often than that is not seen. Earlier documents said that only calls made with a token are on record. Check with the key's owner before you disable it.",
            )
          : l10n.t(
              "No document says how far back the cloud's records of access keys reach: check with the key's owner before you delete it.",
            ),
      operations:
        kind === "kms-key"
          ? { lastUse: ["KMS: Get Latest Use Info"], services: ["KMS: Get Key Info"] }
          : { lastUse: ["Sub Account: Get Last Access Summary"], services: [] },
    };
  }

  /** A KMS key is not replaced by hand: the cloud rotates it, and what was encrypted needs the old versions. */
  rotationSteps({ kind }: KeyRef): readonly RotationStep[] {
    return kind === "access-key" ? ncloudRotationSteps : [];
  }

  detailFor({ kind }: KeyRef): KeyDetail {
    return kind === "kms-key" ? { kind: "activity", service: kmsService() } : { kind: "none" };
  }

  /** The names of NAVER Cloud's policies are in no document. */
  minimalPolicy(): undefined {
    return undefined;
  }

  consoleUrl(_key: KeyRef, _usage: KeyUsage | undefined, account: Account | undefined): string {
    // No document gives the address of one key's page.
    return siteOf(account ?? {}) === "government"
      ? "https://console.gov-ncloud.com/"
      : "https://console.ncloud.com/";
  }

  async listKeys(account: Account, signal: AbortSignal): Promise<readonly KnownKey[]> {
    return (await this.parts.backend()).listKeys(account, signal);
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

  async tryAccount(account: Account, signal: AbortSignal): Promise<KeyUsage | undefined> {
    return (await this.parts.backend()).tryAccount(account, signal);
  }

  async changedAccounts(accounts: readonly Account[]): Promise<readonly Account[]> {
    return (await this.parts.backend()).changedAccounts(accounts);
  }

  async listProfiles(): Promise<ProfileList> {
    return (await this.parts.backend()).listProfiles();
  }
}
