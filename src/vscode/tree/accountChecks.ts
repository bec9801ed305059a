import type { Account } from "../../core/usage/account";
import type { AccountCheck, KeyUsageProvider } from "../../core/usage/provider";

export interface AccountChecksParts {
  readonly providers: readonly Pick<KeyUsageProvider, "id" | "checkAccount">[];
  readonly accounts: () => readonly Account[];
  /** Told when there are new results. */
  readonly onChecked: () => void;
  /** Told of a check that could not be made, for the log. */
  readonly onProblem: (account: Account, error: unknown) => void;
}

/** What the last look at each account's credentials showed; a tree draws, so it does not look itself. */
export class AccountChecks {
  private results: ReadonlyMap<string, AccountCheck> = new Map();
  private latest = 0;

  constructor(private readonly parts: AccountChecksParts) {}

  /** `undefined` while nobody has looked yet. */
  of(accountName: string): AccountCheck | undefined {
    return this.results.get(accountName);
  }

  /** Looks at every account's credentials again, without using them. Never rejects. */
  async renew(): Promise<void> {
    const turn = ++this.latest;
    const checks = this.parts
      .accounts()
      .map(async (account) => [account.name, await this.check(account)] as const);
    const results = new Map(await Promise.all(checks));
    // One that began later knows better, whichever ends first.
    if (turn !== this.latest) return;
    this.results = results;
    this.parts.onChecked();
  }

  /** One account that cannot be checked hides nothing about the others. */
  private async check(account: Account): Promise<AccountCheck> {
    const provider = this.parts.providers.find(({ id }) => id === account.provider);
    try {
      return (await provider?.checkAccount(account)) ?? READY;
    } catch (error) {
      this.parts.onProblem(account, error);
      return this.results.get(account.name) ?? READY;
    }
  }
}

const READY: AccountCheck = { state: "ready" };
