import { randomUUID } from "node:crypto";
import { sampleKeyId } from "../../../src/sample/alibaba/keyIds";
import type { SampleKey } from "../../../src/sample/alibaba/sampleKey";
import type { SampleRequest } from "../../../src/sample/requestLog";
import { startSampleCloud, type SampleAccount, type SampleCloud } from "../../../src/sample/sampleCloud";
import { closeEditors } from "./editors";
import { accountAt, ncloudAccountAt, resetSettings, set, signInAs, signOut } from "./settings";

const running: SampleCloud[] = [];
let signer: SampleAccount | undefined;

/**
 * Starts a sample cloud in which the environment's credentials are those of one account. With a second one a test has
 * two accounts to ask: same credentials, other cloud.
 */
export async function startCloud(
  account: "sample-prod" | "sample-dev" = "sample-prod",
): Promise<SampleCloud> {
  const own = signer && [{ ...signer, name: account }];
  const cloud = await startSampleCloud(own && { accounts: own });
  running.push(cloud);
  signer ??= cloud.accounts.find(({ name }) => name === account);
  if (signer) signInAs(signer);
  return cloud;
}

/** Leaves nothing to the next test: no editor, no setting, no cloud. To be called after each. */
export async function tidyUp(): Promise<void> {
  // Editors first, so that nothing is in sight any more that changing settings would make worth asking about.
  await closeEditors();
  await resetSettings();
  for (const cloud of running.splice(0)) await cloud.close();
  signer = undefined;
  signOut();
}

/** In a group of tests: gives each both clouds' samples with an account each, `prod` and `naver`, and leaves nothing. */
export function useBothClouds(give: (cloud: SampleCloud) => void): void {
  beforeEach(async () => {
    const cloud = await startCloud();
    const naver = cloud.accounts.find(({ provider }) => provider === "ncloud");
    if (naver) signInAs(naver);
    await set("accounts", [accountAt("prod", cloud), ncloudAccountAt("naver", cloud)]);
    give(cloud);
  });
  afterEach(tidyUp);
}

/** In a group of tests: gives each a cloud with one account to ask, `prod`, and leaves nothing to the next. */
export function useCloud(give: (cloud: SampleCloud) => void): void {
  beforeEach(async () => {
    const cloud = await startCloud();
    await set("accounts", [accountAt("prod", cloud)]);
    give(cloud);
  });
  afterEach(tidyUp);
}

/**
 * Puts a key on record that is like one of the story but has an ID of its own, so that a test can count the requests
 * about it: a look-up that an earlier test began may still be on its way.
 */
export function newKey(cloud: SampleCloud, like: Omit<SampleKey, "id">): string {
  const id = sampleKeyId(randomUUID());
  cloud.addKey({ ...like, id });
  return id;
}

/** The requests about a key so far. */
export function requestsAbout(cloud: SampleCloud, accessKey: string): readonly SampleRequest[] {
  return cloud.requests.filter((request) => request.accessKey === accessKey);
}

/** Resolves with the next request about a key; one that came before counts too. */
export async function requestAbout(cloud: SampleCloud, accessKey: string): Promise<SampleRequest> {
  const [earlier] = requestsAbout(cloud, accessKey);
  if (earlier) return earlier;
  return new Promise((resolve) => {
    const listening = cloud.onRequest((request) => {
      if (request.accessKey !== accessKey) return;
      listening.dispose();
      resolve(request);
    });
  });
}
