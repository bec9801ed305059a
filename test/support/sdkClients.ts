import OpenApi, { Config, OpenApiRequest, Params } from "@alicloud/openapi-client";
import { RuntimeOptions } from "@alicloud/tea-util";

/** Where a client calls, and as whom. */
export interface SdkClientOptions {
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly account: {
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
    readonly securityToken?: string;
  };
  /** `v2` is the SDK's name for the older HMAC-SHA1 signature of RPC calls; its default is ACS3-HMAC-SHA256. */
  readonly signatureAlgorithm?: "v2";
  readonly method?: "GET" | "POST";
  readonly timeoutMs?: number;
}

/** One call of the official SDK: resolves with the parsed body, rejects with the SDK's own error. */
export type SdkCall = (
  action: string,
  query: Readonly<Record<string, string>>,
  body?: Readonly<Record<string, string>>,
) => Promise<Readonly<Record<string, unknown>>>;

/** The official SDK, set up as its documentation says, but for a plain HTTP server on this machine. */
export function sdkClient(options: SdkClientOptions): SdkCall {
  const { accessKeyId, accessKeySecret, securityToken } = options.account;
  const client = new OpenApi(
    new Config({
      accessKeyId,
      accessKeySecret,
      ...(securityToken !== undefined && { securityToken }),
      ...(options.signatureAlgorithm !== undefined && { signatureAlgorithm: options.signatureAlgorithm }),
      protocol: "HTTP",
      endpoint: new URL(options.origin).host,
    }),
  );
  const timeout = options.timeoutMs ?? 5000;
  return async (action, query, body) => {
    const params = new Params({
      action,
      version: "2020-07-06",
      protocol: "HTTP",
      pathname: "/",
      method: options.method ?? "POST",
      authType: "AK",
      style: "RPC",
      reqBodyType: "formData",
      bodyType: "json",
    });
    const request = new OpenApiRequest({ query, ...(body !== undefined && { body }) });
    const runtime = new RuntimeOptions({ connectTimeout: timeout, readTimeout: timeout });
    const answer = (await client.callApi(params, request, runtime)) as { body: Record<string, unknown> };
    return answer.body;
  };
}
