import type { Account, Site } from "../../core/usage/account";

/** Where the services of one site answer: `https://host`, without a slash at the end. */
export interface Hosts {
  /** The global one first. Keys that are isolated to a country live on that country's host only. */
  readonly kms: readonly string[];
  readonly subAccount: string;
  readonly sts: string;
}

/** Neither host nor body is part of a signature, so a signed request goes to none but these. Source: NAVER Cloud's API guides. */
export const HOSTS: Readonly<Record<Site, Hosts>> = {
  public: {
    kms: ["https://ocapi.ncloud.com", "https://ocapi-kr.ncloud.com", "https://ocapi-jp.ncloud.com"],
    subAccount: "https://subaccount.apigw.ntruss.com",
    sts: "https://sts.apigw.ntruss.com",
  },
  government: {
    kms: ["https://ocapi.gov-ncloud.com"],
    subAccount: "https://subaccount.apigw.gov-ntruss.com",
    sts: "https://sts.apigw.gov-ntruss.com",
  },
};

/** The hosts of an account; with an `endpoint` of its own, every call goes there. */
export function hostsOf({ endpoint, site }: Account, hosts: Readonly<Record<Site, Hosts>> = HOSTS): Hosts {
  if (endpoint === undefined) return hosts[siteOf({ site })];
  const only = endpoint.replace(/\/+$/, "");
  return { kms: [only], subAccount: only, sts: only };
}

/** The site of an account; one that names none is on the public one. */
export function siteOf({ site }: { readonly site?: Site | undefined }): Site {
  return site ?? "public";
}
