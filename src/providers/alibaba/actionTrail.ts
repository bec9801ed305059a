import type * as v from "valibot";
import type { Account } from "../../core/usage/account";
import { endpointOf } from "./endpoint";
import { OpenApi, type OpenApiParts } from "./openApi";
import { permissionOf, type Operation } from "./permissions";

const API_VERSION = "2020-07-06";

/** Calls ActionTrail and parses what it answers. Rejects with `UsageError` only. */
export class ActionTrail {
  /** What its calls go through, for the calls to other products. */
  readonly api: OpenApi;

  constructor(parts: OpenApiParts) {
    this.api = new OpenApi(parts);
  }

  async call<Schema extends v.GenericSchema>(
    account: Account,
    operation: Operation,
    query: Readonly<Record<string, string>>,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<v.InferOutput<Schema>> {
    const question = {
      ...{ product: "actiontrail", operation, version: API_VERSION, query },
      ...{ endpoint: endpointOf(account), needs: permissionOf(operation), policy: "minimal" as const },
    };
    return this.api.call(account, question, schema, signal);
  }
}
