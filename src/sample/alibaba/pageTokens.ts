import { createHmac, randomBytes } from "node:crypto";
import { ApiError } from "./apiError";
import { sameText } from "./signature";

/** Hands out page tokens that hold only for the question they were given with. */
export class PageTokens {
  private readonly secret = randomBytes(32);

  /** The token for the page that starts at `offset`. */
  issue(question: readonly string[], offset: number): string {
    return Buffer.from(JSON.stringify({ offset, seal: this.seal(question, offset) })).toString("base64");
  }

  /** Where the page starts; throws `ApiError` if the token is not one of ours or belongs to another question. */
  read(question: readonly string[], token: string): number {
    const { offset, seal } = parse(token);
    if (
      typeof offset !== "number" ||
      typeof seal !== "string" ||
      !sameText(seal, this.seal(question, offset))
    ) {
      throw new ApiError(400, "InvalidNextToken", "The specified NextToken is invalid.");
    }
    return offset;
  }

  private seal(question: readonly string[], offset: number): string {
    return createHmac("sha256", this.secret)
      .update(JSON.stringify([...question, offset]))
      .digest("base64");
  }
}

function parse(token: string): { offset?: unknown; seal?: unknown } {
  try {
    const content: unknown = JSON.parse(Buffer.from(token, "base64").toString("utf8"));
    return typeof content === "object" && content !== null ? content : {};
  } catch {
    // Not one of ours; the caller says so.
    return {};
  }
}
