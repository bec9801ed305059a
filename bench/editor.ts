import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { startSampleCloud, type SampleCloud } from "../src/sample/sampleCloud";
import { makeIds } from "../test/support/syntheticIds";
import { editorRows } from "./editorRows";
import { inTemporaryFolder, type BenchHost } from "./inHost";
import type { EditorFiles, EditorResult } from "./jobs";
import type { BenchRow } from "./row";

/** As far away as a cloud in the same part of the world. */
const ROUND_TRIP_MS = 50;
const HOVERED = 91;

/** Has KeyTrail look up keys in a real VS Code, at a sample cloud as far away as a real one. */
export async function benchEditor(host: BenchHost): Promise<BenchRow[]> {
  const cloud = await startSampleCloud();
  cloud.misbehave({ kind: "delay", ms: ROUND_TRIP_MS });
  try {
    return await inTemporaryFolder(async (folder) => {
      const keys = newKeys(cloud, HOVERED + 1000);
      const hovered = keys.slice(0, HOVERED);
      const thousand = keys.slice(HOVERED);
      const twoHundred = thousand.slice(0, 200);
      const home = path.join(folder, "home");
      const workspace = path.join(folder, "workspace");
      const settings = { "keytrail.accounts": [await configureAccount(cloud, home)] };
      const files = await writeFiles(workspace, { hovered, twoHundred, thousand });
      const job = { kind: "editor", origin: cloud.origin, files } as const;
      const result = (await host.run(job, { workspace, home, settings })) as EditorResult;
      const asked = cloud.requests.filter(({ accessKey }) => accessKey !== undefined);
      return editorRows(result, asked, { twoHundred, thousand });
    });
  } finally {
    await cloud.close();
  }
}

/** Keys that the first account has, each used by as many services as the busiest one of the sample. */
function newKeys(cloud: SampleCloud, count: number): readonly string[] {
  const { longTerm } = makeIds(4);
  const model = cloud.story.keys.ci;
  return Array.from({ length: count }, () => {
    const id = longTerm(24);
    cloud.addKey({ ...model, id });
    return id;
  });
}

/** The account's credentials where its cloud's own command line keeps them; returns its entry in the settings. */
async function configureAccount(
  { accounts: [account], origin }: SampleCloud,
  home: string,
): Promise<unknown> {
  if (account === undefined) throw new Error("The sample cloud has no account.");
  const { name, provider, accessKeyId, accessKeySecret } = account;
  const profile = {
    ...{ name, mode: "AK", region_id: "cn-hangzhou" },
    ...{ access_key_id: accessKeyId, access_key_secret: accessKeySecret },
  };
  await mkdir(path.join(home, ".aliyun"), { recursive: true });
  await writeFile(
    path.join(home, ".aliyun", "config.json"),
    JSON.stringify({ current: name, profiles: [profile] }),
  );
  return { name, provider, credentials: `profile:${name}`, region: "cn-hangzhou", endpoint: origin };
}

async function writeFiles(
  workspace: string,
  keys: Readonly<Record<Exclude<keyof EditorFiles, "plain">, readonly string[]>>,
): Promise<EditorFiles> {
  await mkdir(workspace);
  const write = async (name: string, values: readonly string[]): Promise<string> => {
    const file = path.join(workspace, name);
    const lines = values.map((value, index) => `export ALIBABA_CLOUD_ACCESS_KEY_ID_${index}=${value}\n`);
    await writeFile(file, lines.join(""));
    return file;
  };
  return {
    hovered: await write("hovered.env", keys.hovered),
    twoHundred: await write("two-hundred.env", keys.twoHundred),
    thousand: await write("thousand.env", keys.thousand),
    plain: await write(
      "plain.env",
      keys.thousand.map(() => "the-name-of-something-else"),
    ),
  };
}
