import type { Gateway, GatewayAnswer, Subject, UnknownKeyAnswer } from "../gateway";
import type { Misdeeds } from "../misbehaviour";
import type { StoryClock } from "../storyClock";
import { headerOf, type WireRequest } from "../wire";
import { callActionTrail } from "./actionTrail";
import { ApiError, errorResponse, missingParameter, noPermission, successResponse } from "./apiError";
import { Authenticator, type Signer } from "./authenticate";
import { sampleNumber } from "./keyIds";
import { callDirectory, UserDirectory } from "./directory";
import { moodOf } from "./mood";
import { PageTokens } from "./pageTokens";
import { permissionOf, productOf, type Product } from "./products";
import type { SampleKey, SampleUser } from "./sampleKey";
import { readQuestion, type Question } from "./signedCall";
import { accountIdOf } from "./story";

/** What a test wants to be different about one answer. */
export interface Mood {
  /** How far the gateway's clock is ahead of the world's. */
  readonly clockSkewMs?: number;
  readonly unknownKeys?: UnknownKeyAnswer;
  /** Refuse the request with this, provided that it was in order. */
  readonly refusal?: ApiError | "NoPermission";
}

/** The front door of Alibaba Cloud: proves who asks, and lets ActionTrail, RAM, IMS or STS answer. */
export class AlibabaGateway implements Gateway {
  private readonly authenticator = new Authenticator();
  private readonly keys = new Map<string, SampleKey>();
  private readonly pageTokens = new PageTokens();
  private readonly archive = { keys: this.keys, pageTokens: this.pageTokens };
  private readonly users = new UserDirectory(this.keys);

  constructor(private readonly clock: StoryClock) {}

  /** Puts a key on record, or changes what is on record about it. */
  addKey(key: SampleKey): void {
    this.keys.set(key.id, key);
    this.users.forget();
  }

  /** Puts a user on record who may have no key. */
  addUser(user: SampleUser): void {
    this.users.add(user);
  }

  /** Lets a signer in, or changes what is known of one. */
  addSigner(signer: Signer): void {
    this.authenticator.add(signer);
    this.users.addSigner(signer);
  }

  subjectOf(request: WireRequest): Subject {
    const { operation, parameters } = readQuestion(request);
    const accessKey = parameters.get("AccessKey");
    return { ...(operation !== undefined && { operation }), ...(accessKey !== undefined && { accessKey }) };
  }

  answer(request: WireRequest, misdeeds: Misdeeds = {}): GatewayAnswer {
    const mood = moodOf(misdeeds);
    let account: string | undefined;
    try {
      const question = readQuestion(request);
      const { product, operation } = checkedOperation(request, question);
      const now = this.clock.now();
      const signer = this.authenticator.authenticate(request, now + (mood.clockSkewMs ?? 0));
      account = signer.account;
      const asker = {
        account,
        accountId: accountIdOf(account),
        userId: sampleNumber(signer.accessKeyId, 18),
        accessKeyId: signer.accessKeyId,
      };
      if (mood.refusal === "NoPermission") throw noPermission(permissionOf(product, operation), asker);
      if (mood.refusal !== undefined) throw mood.refusal;
      const call = {
        operation,
        parameters: question.parameters,
        asker,
        now,
        moment: this.clock.moment(),
        unknownKeys: mood.unknownKeys ?? ("http-404" as const),
      };
      const answer =
        product === "actiontrail"
          ? callActionTrail(call, this.archive)
          : callDirectory(call, product, { users: this.users, pageTokens: this.pageTokens });
      return { response: successResponse(answer), account };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const response = errorResponse(error, headerOf(request, "host") ?? "");
      return { response, code: error.code, ...(account !== undefined && { account }) };
    }
  }
}

function checkedOperation(
  request: WireRequest,
  { operation, version }: Question,
): { readonly product: Product; readonly operation: string } {
  if (request.method !== "GET" && request.method !== "POST") {
    throw new ApiError(405, "UnsupportedHTTPMethod", "This http method is not supported.");
  }
  if (operation === undefined || operation === "") throw missingParameter("Action");
  if (version === undefined || version === "") throw missingParameter("Version");
  const product = productOf(version);
  if (product === undefined) {
    throw new ApiError(400, "InvalidVersion", "Specified parameter Version is not valid.");
  }
  if (request.path !== "/" || !product.operations.includes(operation)) {
    const message = "Specified api is not found, please check your url and method.";
    throw new ApiError(404, "InvalidAction.NotFound", message);
  }
  return { product: product.name, operation };
}
