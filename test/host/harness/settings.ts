import * as vscode from "vscode";
import type { SampleAccount, SampleCloud } from "../../../src/sample/sampleCloud";

const touched = new Set<string>();

/** Writes one of KeyTrail's settings, as a person does in the settings editor. */
export async function set(setting: string, value: unknown): Promise<void> {
  touched.add(setting);
  await vscode.workspace
    .getConfiguration("keytrail")
    .update(setting, value, vscode.ConfigurationTarget.Global);
}

/** Takes back every setting that was written. */
export async function resetSettings(): Promise<void> {
  for (const setting of [...touched]) {
    await set(setting, undefined);
    touched.delete(setting);
  }
}

/** An entry of `keytrail.accounts` that signs with the environment's variables and asks a sample cloud. */
export function accountAt(
  name: string,
  cloud: Pick<SampleCloud, "origin">,
): Readonly<Record<string, string>> {
  return { name, provider: "alibaba", credentials: "environment", endpoint: cloud.origin };
}

/** The same for an account of NAVER Cloud. */
export function ncloudAccountAt(
  name: string,
  cloud: Pick<SampleCloud, "origin">,
): Readonly<Record<string, string>> {
  return { name, provider: "ncloud", credentials: "environment", endpoint: cloud.origin };
}

/** Puts credentials into the variables that the extension, in this very process, reads them from. */
export function signInAs({ provider, accessKeyId, accessKeySecret, securityToken }: SampleAccount): void {
  if (provider === "ncloud") {
    process.env["NCLOUD_ACCESS_KEY_ID"] = accessKeyId;
    process.env["NCLOUD_SECRET_ACCESS_KEY"] = accessKeySecret;
    return;
  }
  signOut();
  process.env["ALIBABA_CLOUD_ACCESS_KEY_ID"] = accessKeyId;
  process.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] = accessKeySecret;
  if (securityToken !== undefined) process.env["ALIBABA_CLOUD_SECURITY_TOKEN"] = securityToken;
}

/** Takes the credentials away again. */
export function signOut(): void {
  delete process.env["ALIBABA_CLOUD_ACCESS_KEY_ID"];
  delete process.env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"];
  delete process.env["ALIBABA_CLOUD_SECURITY_TOKEN"];
  delete process.env["NCLOUD_ACCESS_KEY_ID"];
  delete process.env["NCLOUD_SECRET_ACCESS_KEY"];
}
