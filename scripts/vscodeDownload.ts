import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, mkdtemp, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { npm } from "./npm";
import { run } from "./run";

/**
 * VS Code's own server, as code-server packs it for the npm registry, by VS Code version. The hashes are those of
 * the registry's `dist.integrity`, kept here so that nothing else can be put in its place.
 */
const SERVERS = {
  /** The oldest VS Code that `engines.vscode` in package.json admits. */
  "1.100.3": {
    package: "code-server@4.100.3",
    sha512: "q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==",
  },
  "1.139.1": {
    package: "code-server@4.139.1",
    sha512: "fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==",
  },
} as const;

/** A version of VS Code that can be fetched. */
export type VSCodeVersion = keyof typeof SERVERS;

/** Every version that the tests run on, oldest first. */
export const VSCODE_VERSIONS = Object.keys(SERVERS) as readonly VSCodeVersion[];

/** The version that `npm start` and the UI tests use. */
export const NEWEST_VSCODE: VSCodeVersion = "1.139.1";

/**
 * The folder of that version's server, fetched on the first call. It is put together elsewhere and moved into its
 * place when it is whole, so that an interrupted run leaves nothing half done.
 */
export async function downloadVSCode(
  version: VSCodeVersion,
  cache = path.resolve(".vscode-test"),
): Promise<string> {
  const home = path.join(cache, `server-${version}`);
  const server = path.join(home, "lib", "vscode");
  if (await exists(server)) return server;

  console.log(`Fetching VS Code ${version} from the npm registry (once, about 45 MB)…`);
  await mkdir(cache, { recursive: true });
  const temporary = await mkdtemp(path.join(cache, "fetching-"));
  try {
    const tarball = await fetchTarball(version, temporary);
    // GNU tar takes "C:" for a host's name, so no absolute path is given to it.
    const unpacked = await run("tar", ["-xzf", path.basename(tarball)], { cwd: temporary });
    if (unpacked.code !== 0) throw new Error(`tar could not unpack ${tarball}:\n${unpacked.output}`);
    // The server's native modules (terminal, file watcher, spell checker …) need a compiler and are not needed here.
    await npm(
      ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      path.join(temporary, "package", "lib", "vscode"),
    );
    await rename(path.join(temporary, "package"), home).catch(async (error: unknown) => {
      if (!(await exists(server))) throw error; // else somebody else was faster, and theirs is as good
    });
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
  return server;
}

async function fetchTarball(version: VSCodeVersion, folder: string): Promise<string> {
  const { package: name, sha512 } = SERVERS[version];
  await npm(["pack", name, "--loglevel=error"], folder);
  const [file] = (await readdir(folder)).filter((each) => each.endsWith(".tgz"));
  if (file === undefined) throw new Error(`npm pack ${name} left no file behind.`);
  const tarball = path.join(folder, file);
  const hash = createHash("sha512");
  await pipeline(createReadStream(tarball), hash);
  const actual = hash.digest("base64");
  if (actual !== sha512) throw new Error(`${name} is not the package we know: its SHA-512 is ${actual}.`);
  return tarball;
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
