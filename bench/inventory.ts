// What listing an account of 5,000 keys takes, and leaves to others. The sample cloud is in this process, the lister in
// one of its own, so that the one does not compute on the other's thread; `--expose-gc` is needed there.
import { fileURLToPath } from "node:url";
import { run } from "../scripts/run";
import { arrange } from "../src/core/inventory/arrange";
import { InventoryService } from "../src/core/inventory/inventoryService";
import { CALL_LIMITS } from "../src/core/calls/callRunner";
import { systemClock } from "../src/core/util/clock";
import { startSampleCloud, type SampleAccount } from "../src/sample/sampleCloud";
import { ProviderUnderTest } from "../test/support/alibabaProvider";
import { loopDelayDuring } from "./driver/loopDelay";
import type { LoopDelay } from "./jobs";
import type { BenchRow } from "./row";

const USERS = 2_500;
const KEYS = 2 * USERS;
const PER_SECOND = 20;
const ACCOUNT = "sample-prod";
/** As often as the tree draws while keys are listed. */
const REDRAW_MS = 250;

/** Lists 5,000 keys of 2,500 users, and draws what the tree would draw meanwhile. */
export async function benchInventory(): Promise<BenchRow[]> {
  const cloud = await startSampleCloud({ crowd: { account: ACCOUNT, users: USERS } });
  const refused: string[] = [];
  cloud.onRequest(({ code }) => {
    if (code !== undefined) refused.push(code);
  });
  try {
    const signers = [cloud.accounts.find(({ name }) => name === "sample-dev"), cloud.accounts[0]];
    const { code, stdout, output } = await run(
      process.execPath,
      ["--expose-gc", "--import", "tsx", fileURLToPath(import.meta.url)],
      { env: { ...process.env, [JOB]: JSON.stringify({ origin: cloud.origin, signers }) } },
    );
    if (code !== 0) throw new Error(output);
    if (refused.length > 0) throw new Error(`The cloud refused: ${refused.join(", ")}`);
    return toRows(JSON.parse(stdout) as Listed);
  } finally {
    await cloud.close();
  }
}

/** The credentials of the sample cloud, which ends with this run, go to the lister in its environment. */
const JOB = "KEYTRAIL_BENCH_INVENTORY";

interface Job {
  readonly origin: string;
  /** One to warm up with, and one whose account is measured. */
  readonly signers: readonly SampleAccount[];
}

interface Listed {
  readonly keys: number;
  readonly users: number;
  readonly growth: number;
  readonly delay: LoopDelay;
}

function toRows({ keys, users, growth, delay }: Listed): BenchRow[] {
  const least = users / PER_SECOND;
  const { seconds, late, computed } = delay;
  return [
    {
      what: `all ${KEYS.toLocaleString("en")} keys of an account of ${users.toLocaleString("en")} users: listed`,
      measured: keys.toLocaleString("en"),
      goal: `≥ ${KEYS.toLocaleString("en")}`,
      met: keys >= KEYS,
    },
    {
      what: "… from the first request to the last, at 20 users a second",
      measured: `${seconds.toFixed(1)} s`,
      goal: `${least.toFixed(1)} s, 10 % more at most`,
      met: seconds <= least * 1.1,
    },
    {
      what: "… memory that they take",
      measured: `${(growth / 1e6).toFixed(1)} MB`,
      goal: "< 50 MB",
      met: growth < 50e6,
    },
    {
      what: "… the event loop meanwhile, with the tree drawn four times a second",
      measured: `${late.toFixed(1)} ms late, ${computed.toFixed(1)} ms computing, at most`,
      goal: "< 16 ms of computing",
      met: computed < 16,
    },
  ];
}

async function listEverything({ origin, signers }: Job): Promise<Listed> {
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error("Start this with --expose-gc.");
  const alibaba = new ProviderUnderTest({ limits: CALL_LIMITS });
  const accounts = signers.map((signer) => alibaba.account(origin, signer, signer.name));
  const [small, large] = accounts;
  if (!small || !large) throw new Error("There are two accounts.");
  const inventory = new InventoryService({
    providers: [alibaba.provider],
    accounts: () => accounts,
    clock: systemClock,
    onProblem: (_account, error) => {
      throw error;
    },
  });
  const draw = (): number =>
    arrange({
      accounts,
      pinned: [],
      inventoryOf: (account) => inventory.peek(account),
      placeOf: (key) => inventory.find(key),
      answeredBy: () => undefined,
      view: { filters: [], sort: "listed" },
      lookOf: ({ key }) => ({ standing: "unknown", name: key.id, isInCode: false }),
    }).shown;
  // What is compiled and connected on first use is not the list's.
  await inventory.list(small);
  draw();
  collect();
  const before = process.memoryUsage().heapUsed;
  const drawing = setInterval(draw, REDRAW_MS);
  const delay = await loopDelayDuring(() => inventory.list(large));
  clearInterval(drawing);
  collect();
  const growth = process.memoryUsage().heapUsed - before;
  const owners = inventory.peek(large)?.owners ?? [];
  return { keys: owners.flatMap(({ keys }) => keys).length, users: USERS, growth, delay };
}

const job = process.env[JOB];
if (job !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  void listEverything(JSON.parse(job) as Job).then((listed) => {
    process.stdout.write(JSON.stringify(listed));
  });
}
