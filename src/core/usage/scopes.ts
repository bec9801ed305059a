import { accountIdentity, type Account } from "./account";
import { scopePart } from "./answerCache";

/**
 * Names everything an answer depends on, so that it is never shown for other accounts or in another language. What an
 * account adds to it is put together once: every lens asks, at every redraw.
 */
export class Scopes {
  private readonly parts = new WeakMap<Account, string>();

  constructor(private readonly language: string) {}

  of(accounts: readonly Account[]): string {
    return accounts.reduce((scope, account) => scope + this.partOf(account), this.language);
  }

  private partOf(account: Account): string {
    let part = this.parts.get(account);
    if (part === undefined) {
      part = scopePart(account.provider, account.name) + accountIdentity(account);
      this.parts.set(account, part);
    }
    return part;
  }
}
