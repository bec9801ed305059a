// `npm start`: a VS Code in the browser with KeyTrail, a sample cloud, and a small project that contains its keys.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { startSampleCloud, type SampleAccount } from "../src/sample/sampleCloud";
import { sampleProject, type SampleFile } from "../src/sample/sampleProject";
import type { ListedKey } from "../src/sample/sampleStory";
import { withoutCloudCredentials } from "./environment";
import { installExtension } from "./installedExtension";
import { npm } from "./npm";
import { NEWEST_VSCODE } from "./vscodeDownload";
import { startVSCodeServer } from "./vscodeServer";

async function main(): Promise<void> {
  const stopped = stopRequest();
  console.log("Building KeyTrail…");
  await npm(["run", "build"], process.cwd());

  const cloud = await startSampleCloud();
  const files = sampleProject(cloud.story);
  const folder = await mkdtemp(path.join(tmpdir(), "keytrail-start-"));
  const extensionsDir = await installExtension();
  const home = path.join(folder, "home");
  const project = path.join(folder, "sample-project");
  try {
    await writeProfiles(home, cloud.accounts);
    await writeProject(project, [...files, folderSettings(cloud.story.listed)]);
    const server = await startVSCodeServer({
      version: NEWEST_VSCODE,
      extensionsDir,
      defaultFolder: project,
      env: withoutCloudCredentials(home),
      settings: {
        "keytrail.accounts": cloud.accounts.map(({ name, provider }) => ({
          ...{ name, provider, credentials: `profile:${name}` },
          ...(provider === "alibaba" && { region: "cn-hangzhou" }),
          endpoint: cloud.origin,
        })),
      },
    });
    try {
      console.log(`\nVS Code with KeyTrail and a sample cloud:\n\n  ${server.origin}\n`);
      const [first, last] = [files[0], files.at(-1)].map((file) => file?.path ?? "");
      console.log(`${first} and ${last} hold the keys of the sample. Ctrl+C ends it.`);
      openInBrowser(server.origin);
      await stopped;
    } finally {
      await server.stop();
    }
  } finally {
    await cloud.close();
    await Promise.all(
      [folder, extensionsDir].map((each) => rm(each, { recursive: true, force: true, maxRetries: 3 })),
    );
  }
}

/** The accounts' credentials where each cloud's own command line keeps them, in a home folder made for this. */
async function writeProfiles(home: string, accounts: readonly SampleAccount[]): Promise<void> {
  const of = (cloud: SampleAccount["provider"]) => accounts.filter(({ provider }) => provider === cloud);
  await writeAliyunProfiles(home, of("alibaba"));
  await writeNcloudProfiles(home, of("ncloud"));
}

async function writeNcloudProfiles(home: string, accounts: readonly SampleAccount[]): Promise<void> {
  const profiles = accounts.map(
    ({ name, accessKeyId, accessKeySecret }) =>
      `[${name}]\nncloud_access_key_id = ${accessKeyId}\nncloud_secret_access_key = ${accessKeySecret}\n`,
  );
  await mkdir(path.join(home, ".ncloud"), { recursive: true });
  await writeFile(path.join(home, ".ncloud", "configure"), profiles.join("\n"), { mode: 0o600 });
}

async function writeAliyunProfiles(home: string, accounts: readonly SampleAccount[]): Promise<void> {
  const profiles = accounts.map(({ name, accessKeyId, accessKeySecret, securityToken }) => ({
    ...{ name, mode: securityToken === undefined ? "AK" : "StsToken", region_id: "cn-hangzhou" },
    ...{ access_key_id: accessKeyId, access_key_secret: accessKeySecret, sts_token: securityToken },
  }));
  await mkdir(path.join(home, ".aliyun"), { recursive: true });
  await writeFile(
    path.join(home, ".aliyun", "config.json"),
    JSON.stringify({ current: profiles[0]?.name, profiles }, undefined, 2),
    { mode: 0o600 },
  );
}

/** The keys to look after, where a team would keep them: in the folder's settings. */
function folderSettings(keys: readonly ListedKey[]): SampleFile {
  const settings = { "keytrail.keys": keys.map(({ provider, id, label }) => ({ provider, id, label })) };
  return { path: ".vscode/settings.json", content: JSON.stringify(settings, undefined, 2) };
}

async function writeProject(folder: string, files: readonly SampleFile[]): Promise<void> {
  for (const { path: name, content } of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** Resolves when somebody asks this program to end; a second request ends it at once. */
async function stopRequest(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => {
        resolve();
        process.once(signal, () => process.exit(1));
      });
    }
  });
}

/** Opens the address for a person, where there is a screen; that it cannot be done is no failure. */
function openInBrowser(address: string): void {
  if (process.env["CI"] !== undefined) return;
  const hasScreen =
    process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
  if (!hasScreen) return;
  const [command, ...args] =
    process.platform === "darwin"
      ? ["open", address]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler", address]
        : ["xdg-open", address];
  spawn(command, args, { stdio: "ignore", detached: true })
    .once("error", () => undefined)
    .unref();
}

void main();
