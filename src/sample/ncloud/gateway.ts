import { randomUUID } from "node:crypto";
import type { Gateway, GatewayAnswer, Subject } from "../gateway";
import type { Misdeeds } from "../misbehaviour";
import type { StoryClock } from "../storyClock";
import type { WireRequest, WireResponse } from "../wire";
import { memberNumberOf } from "./accountIds";
import { ApiError, badRequest, notFound } from "./apiError";
import { Authenticator, type NcloudSigner } from "./authenticate";
import { errorBody } from "./envelopes";
import { callKms } from "./kms";
import { moodOf, type Mood } from "./mood";
import { routeOf, type Route } from "./routes";
import type { SampleKmsKey } from "./sampleKmsKey";
import type { SampleSubAccount } from "./sampleSubAccount";
import { callSubAccount } from "./subAccounts";

/** The front door of NAVER Cloud: proves who asks, and lets KMS, Sub Account or the token service answer. */
export class NcloudGateway implements Gateway {
  private readonly authenticator = new Authenticator();
  private readonly kmsKeys = new Map<string, SampleKmsKey>();
  private readonly subAccounts = new Map<string, SampleSubAccount>();

  constructor(private readonly clock: StoryClock) {}

  /** Puts a key on record, or changes what is on record about it. */
  addKmsKey(key: SampleKmsKey): void {
    this.kmsKeys.set(key.id, key);
  }

  /** Puts a sub account on record, or changes what is on record about it. */
  addSubAccount(subAccount: SampleSubAccount): void {
    this.subAccounts.set(subAccount.id, subAccount);
  }

  /** Lets a signer in, or changes what is known of one. */
  addSigner(signer: NcloudSigner): void {
    this.authenticator.add(signer);
  }

  subjectOf(request: WireRequest): Subject {
    const route = routeOf(request);
    if (route === undefined) return {};
    const { operation } = route;
    return route.service === "kms" && route.keyTag !== undefined
      ? { operation, accessKey: route.keyTag }
      : { operation };
  }

  answer(request: WireRequest, misdeeds: Misdeeds = {}): GatewayAnswer {
    let account: string | undefined;
    try {
      const mood = moodOf(misdeeds);
      const route = routeOf(request);
      if (route === undefined) throw notFound();
      const signer = this.authenticator.authenticate(request, this.clock.now(), mood.clockSkewMs);
      account = signer.account;
      if (mood.refusal !== undefined) throw mood.refusal;
      return { response: respond(200, JSON.stringify(this.ask(request, route, signer, mood))), account };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const body = errorBody(error.envelope, error, { path: request.path, at: this.clock.now() });
      const response = respond(error.status, body.text, {
        "content-type": body.contentType,
        ...error.headers,
      });
      return { response, code: error.code, ...(account !== undefined && { account }) };
    }
  }

  private ask(request: WireRequest, route: Route, signer: NcloudSigner, mood: Mood): unknown {
    const parameters = new Map(request.query);
    // Which of two values is obeyed must not be a matter of taste.
    if (parameters.size < request.query.length) throw badRequest();
    const call = {
      parameters,
      account: signer.account,
      times: { now: this.clock.now(), moment: this.clock.moment() },
    };
    switch (route.service) {
      case "kms":
        return callKms({ ...mood, ...call, ...route }, this.kmsKeys);
      case "sub-account":
        return callSubAccount(
          { ...call, ...route },
          {
            subAccounts: this.subAccounts,
            signersOf: (subAccountId) => this.authenticator.ofSubAccount(subAccountId),
          },
        );
      case "sts":
        return {
          id: signer.subAccountId ?? memberNumberOf(signer.account),
          loginAlias: signer.account,
          userType: signer.userType,
        };
    }
  }
}

function respond(status: number, body: string, headers: WireResponse["headers"] = {}): WireResponse {
  return {
    status,
    headers: {
      "content-type": "application/json;charset=UTF-8",
      "x-ncp-apigw-request-id": randomUUID(),
      ...headers,
    },
    body,
  };
}
