import { run } from "./run";

/** Runs npm with these arguments and returns what it printed; the npm that runs us, where there is one. */
export async function npm(args: readonly string[], cwd: string): Promise<string> {
  const cli = process.env["npm_execpath"];
  const { code, output, stdout } = cli?.endsWith(".js")
    ? await run(process.execPath, [cli, ...args], { cwd })
    : await run(process.platform === "win32" ? "npm.cmd" : "npm", args, {
        cwd,
        shell: process.platform === "win32",
      });
  if (code !== 0) throw new Error(`npm ${args.join(" ")} failed:\n${output.trim()}`);
  return stdout;
}
