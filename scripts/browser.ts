import { accessSync, constants } from "node:fs";
import path from "node:path";
import { chromium, type Browser } from "playwright-core";

/** The Chrome, Chromium or Edge of this machine; its absence is an error that says what to do. */
export function findBrowser(): string {
  const named = process.env["CHROME_PATH"];
  if (named !== undefined && named !== "") {
    if (isProgram(named)) return named;
    throw new Error(`CHROME_PATH is ${named}, which is not a program.`);
  }
  const found = candidates().find(isProgram);
  if (found !== undefined) return found;
  const advice: Partial<Record<NodeJS.Platform, string>> = {
    darwin: "brew install --cask google-chrome",
    win32: "winget install Google.Chrome",
  };
  throw new Error(
    "No Chrome or Chromium was found, and the tests in VS Code need one. " +
      `Install it (${advice[process.platform] ?? "Debian: apt-get install chromium"}), ` +
      "or set CHROME_PATH to one that you have.",
  );
}

/** Starts that browser without a window. */
export async function launchBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: findBrowser(),
    args: [
      ...(asRoot ? ["--no-sandbox"] : []), // Chromium's sandbox refuses to run as root
      ...["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ...["--disable-background-timer-throttling", "--disable-renderer-backgrounding"],
    ],
  });
}

function candidates(): string[] {
  const platform: string = process.platform;
  switch (platform) {
    case "darwin":
      return ["Google Chrome", "Chromium", "Microsoft Edge"].flatMap((name) =>
        ["/Applications", path.join(process.env["HOME"] ?? "", "Applications")].map((folder) =>
          path.join(folder, `${name}.app`, "Contents", "MacOS", name),
        ),
      );
    case "win32":
      return ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"]
        .flatMap((variable) => process.env[variable] ?? [])
        .flatMap((folder) => [
          path.join(folder, "Google", "Chrome", "Application", "chrome.exe"),
          path.join(folder, "Chromium", "Application", "chrome.exe"),
          path.join(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
        ]);
    default:
      return (process.env["PATH"] ?? "")
        .split(path.delimiter)
        .flatMap((folder) =>
          ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge"].map(
            (name) => path.join(folder, name),
          ),
        );
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
