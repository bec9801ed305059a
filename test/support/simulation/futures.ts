import type { Random } from "./random";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Records are late, by one to three hours. */
const LEAST_LATE_MS = HOUR;
export const MOST_LATE_MS = 3 * HOUR;

/** How a use is made, and whether the cloud ever tells of it. */
export interface Manner {
  readonly service: "ecs" | "oss" | "actionTrail" | "ram";
  readonly event: string;
  readonly ip: string;
  /** Absent: it is a use by a program. `own` is KeyTrail's own call; the others are no uses of a KMS key by a program. */
  readonly by?: "own" | "SYSTEM" | "CONSOLE";
  /**
   * - `detail`: recorded like most.
   * - `no-detail`: the cloud tells of the service, and neither events nor addresses.
   * - `no-time`: the cloud lists the service without a time.
   * - `none`: the cloud does not record such calls.
   */
  readonly record: "detail" | "no-detail" | "no-time" | "none";
}

/** A job: when it runs, in milliseconds since the epoch, from the first time to the last. */
export interface Job {
  readonly manner: Manner;
  readonly first: number;
  readonly everyMs: number;
  readonly last: number;
}

/** What the cloud says of a key when it is asked. */
export type Attitude = "tells" | "not-found" | "empty" | "denies" | "out-of-order" | "hides-services";

/** A key whose past and future are known. */
export interface Future {
  /** What it stands for; the counts go by it. */
  readonly kind: string;
  readonly cloud: "alibaba" | "kms" | "sub-account";
  readonly createdAt: number;
  readonly jobs: readonly Job[];
  readonly attitude: Attitude;
  /** KeyTrail's requests are signed with it. */
  readonly isSigner: boolean;
  readonly lateMs: number;
  /** Its times are written without a time zone. */
  readonly isZoneless: boolean;
}

/** The times at which a job runs in a period, the latest `most` of them, the newest first. */
export function runsOf(
  { first, everyMs, last }: Job,
  from: number,
  to: number,
  most: number,
): readonly number[] {
  const end = Math.min(to, last);
  if (end < first) return [];
  const times: number[] = [];
  for (
    let at = first + Math.floor((end - first) / everyMs) * everyMs;
    at >= first && at >= from;
    at -= everyMs
  ) {
    times.push(at);
    if (times.length === most) break;
  }
  return times;
}

/** Makes up a key of each kind in turn, as many as there are to be; `now` is when somebody first asks. */
export function makeFutures(count: number, now: number, random: Random): readonly Future[] {
  const futures: Future[] = [];
  for (let turn = 0; futures.length < count; turn++) {
    const make = KINDS[turn % KINDS.length];
    if (make) futures.push(...make(new Maker(now, random)));
  }
  return futures.slice(0, count);
}

/** What kinds of futures are put together from. */
class Maker {
  constructor(
    readonly now: number,
    readonly random: Random,
  ) {}

  key(kind: string, jobs: readonly Job[], rest: Partial<Future> = {}): Future {
    const { random, now } = this;
    return {
      kind,
      cloud: "alibaba",
      // Older and younger than the records.
      createdAt: Math.min(now - random.between(2, 900) * DAY, ...jobs.map(({ first }) => first - HOUR)),
      jobs,
      attitude: "tells",
      isSigner: false,
      lateMs: random.between(LEAST_LATE_MS, MOST_LATE_MS),
      isZoneless: false,
      ...rest,
    };
  }

  /** A job that has run for a while, or is about to run for the first time, and goes on for ever. */
  job(everyDays: number, manner: Partial<Manner> = {}, rest: Partial<Job> = {}): Job {
    const { random, now } = this;
    const everyMs = everyDays * DAY;
    const runsBefore = Math.floor(random.between(0, Math.max(2, 500 / everyDays)));
    const first = now + random.between(0, 1) * everyMs - runsBefore * everyMs;
    return { manner: this.manner(manner), first, everyMs, last: Infinity, ...rest };
  }

  once(daysAgo: number, manner: Partial<Manner> = {}): Job {
    const at = this.now - daysAgo * DAY;
    return { manner: this.manner(manner), first: at, everyMs: DAY, last: at };
  }

  manner(rest: Partial<Manner>): Manner {
    const ip = `203.0.113.${Math.floor(this.random.between(1, 250))}`;
    const [service, event] = this.random.pick([
      ["ecs", "DescribeInstances"],
      ["oss", "PutObject"],
    ] as const);
    return { service, event, ip, record: "detail", ...rest };
  }

  get own(): Job {
    return this.job(1, { service: "actionTrail", event: "GetAccessKeyLastUsedInfo", by: "own" });
  }
}

const PERIODS = { daily: 1, weekly: 7, monthly: 30.4, quarterly: 91, yearly: 365 } as const;

type Kind = (maker: Maker) => readonly Future[];

const KINDS: readonly Kind[] = [
  ...Object.entries(PERIODS).map(([name, days]): Kind => (maker) => [
    maker.key(`${name} job`, [maker.job(days)]),
  ]),
  (maker) => [maker.key("one-off use", [maker.once(maker.random.between(0, 600))])],
  (maker) => [maker.key("nothing at all", [])],
  (maker) => {
    const job = maker.job(1);
    const last = maker.now - maker.random.between(0, 500) * DAY;
    return [maker.key("retired job", [{ ...job, last }])];
  },
  (maker) => [
    maker.key("uncovered events only", [maker.job(maker.random.pick([1, 7, 30]), { record: "none" })]),
  ],
  (maker) => [
    maker.key("uncovered events after a recorded one", [
      maker.once(maker.random.between(100, 390)),
      maker.job(1, { record: "none" }),
    ]),
  ],
  (maker) => [
    maker.key("service without detail", [maker.job(maker.random.pick([1, 30, 91]), { record: "no-detail" })]),
  ],
  (maker) => [
    maker.key("service without a time", [
      maker.once(maker.random.between(91, 390), { service: "ecs" }),
      maker.job(1, { service: "oss", record: "no-time" }),
    ]),
  ],
  (maker) => {
    const turn = maker.now - maker.random.between(-20, 120) * DAY;
    const older = { ...maker.job(1), last: turn };
    const newer = { ...maker.job(1), first: turn };
    return [
      maker.key("older key of a rotation", [older]),
      maker.key("newer key of a rotation", [newer], { createdAt: turn - DAY }),
    ];
  },
  (maker) => [maker.key("KeyTrail's key, used by nothing else", [maker.own], { isSigner: true })],
  (maker) => [
    maker.key("KeyTrail's key, with a job", [maker.own, maker.job(maker.random.pick([1, 7, 30, 91]))], {
      isSigner: true,
    }),
  ],
  (maker) => [
    maker.key(
      "KeyTrail's key, with a job in a service that KeyTrail calls",
      [
        maker.own,
        maker.job(1, { service: "ram", event: "ListUsers", by: "own" }),
        maker.job(maker.random.pick([1, 7, 30]), { service: "ram", event: "CreateUser" }),
      ],
      { isSigner: true },
    ),
  ],
  (maker) => [
    maker.key(
      "KeyTrail's key, with a job hidden behind its calls",
      [
        { ...maker.own, manner: { ...maker.own.manner, record: "no-detail" } },
        maker.job(maker.random.pick([7, 30]), {
          ...{ service: "actionTrail", event: "LookupEvents", record: "no-detail" },
        }),
      ],
      { isSigner: true },
    ),
  ],
  ...(["not-found", "empty", "denies", "out-of-order"] as const).map((attitude): Kind => (maker) => [
    maker.key(`asked in vain: ${attitude}`, [maker.job(1)], { attitude }),
  ]),
  (maker) => {
    const last = maker.now - maker.random.between(0, 300) * DAY;
    const attitude = maker.random.pick(["not-found", "tells"] as const);
    return [maker.key("deleted key", [{ ...maker.job(1), last }], { attitude })];
  },
  (maker) => [
    maker.key("services refused", [maker.job(maker.random.pick([1, 91]))], { attitude: "hides-services" }),
  ],
  (maker) => {
    const createdAt = maker.now - maker.random.between(0.1, 4) * HOUR;
    return [
      maker.key("made just now", [maker.job(1 / 24, {}, { first: createdAt + 60_000 })], { createdAt }),
    ];
  },
  ...kmsKinds(),
  ...subAccountKinds(),
];

function kmsKinds(): readonly Kind[] {
  const kms = (kind: string, jobs: (maker: Maker) => readonly Job[], rest: Partial<Future> = {}): Kind => {
    return (maker) => [maker.key(`KMS: ${kind}`, jobs(maker), { cloud: "kms", ...rest })];
  };
  const rotation = (maker: Maker): Job => maker.job(14, { event: "RotateKey", by: "SYSTEM" });
  const console_ = (maker: Maker): Job => maker.job(3, { event: "GetKeyInfo", by: "CONSOLE" });
  const use = (maker: Maker, days: number): Job => maker.job(days, { event: "Decrypt" });
  return [
    kms("job", (maker) => [use(maker, maker.random.pick([1, 7, 30]))]),
    kms("job between rotations", (maker) => [use(maker, maker.random.pick([1, 7, 20])), rotation(maker)]),
    kms("job between looks of people", (maker) => [use(maker, 7), console_(maker)]),
    kms("rotations only", (maker) => [rotation(maker)]),
    kms("looks of people only", (maker) => [console_(maker)]),
    kms("yearly job", (maker) => [use(maker, 365), rotation(maker)]),
    kms("job without a time zone", (maker) => [use(maker, maker.random.pick([1, 12]))], { isZoneless: true }),
    kms("log refused", (maker) => [use(maker, 7), rotation(maker)], { attitude: "hides-services" }),
    kms("nothing at all", () => []),
    (maker) => {
      const createdAt = maker.now - maker.random.between(0.1, 4) * HOUR;
      const job = { ...use(maker, 1 / 24), first: createdAt + 60_000 };
      return [maker.key("KMS: made just now", [job], { cloud: "kms", createdAt })];
    },
  ];
}

function subAccountKinds(): readonly Kind[] {
  const key = (kind: string, jobs: (maker: Maker) => readonly Job[]): Kind => {
    return (maker) => [maker.key(`sub account: ${kind}`, jobs(maker), { cloud: "sub-account" })];
  };
  return [
    key("job", (maker) => [maker.job(maker.random.pick([1, 7, 30, 91]))]),
    key("one-off use", (maker) => [maker.once(maker.random.between(0, 600))]),
    key("nothing at all", () => []),
  ];
}
