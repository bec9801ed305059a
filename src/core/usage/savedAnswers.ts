import * as v from "valibot";
import { FILE_VERSION, type AnswerCache, type AnswerTimes, type SavedAnswer } from "./answerCache";
import { keyText } from "./key";

/**
 * Takes over the answers of a saved text that are newer than what is held, so that two windows do not forget each
 * other's, and returns the texts of their keys. One that is damaged, huge or of another version adds nothing.
 */
export function mergeSaved(cache: AnswerCache, text: string, times: AnswerTimes): readonly string[] {
  const file = v.safeParse(FILE, text.length > 4 * cache.maxChars ? undefined : parseJson(text));
  if (!file.success) return [];
  const news: SavedAnswer[] = [];
  for (const row of file.output.answers) {
    // Most rows are this window's own; only what is news is worth a thorough look.
    const head = v.safeParse(HEAD, row);
    if (!head.success || cache.asOf(head.output[0]) >= head.output[2].asOf) continue;
    const parsed = v.safeParse(ROW, row);
    if (parsed.success)
      news.push({ keyText: parsed.output[0], scope: parsed.output[1], usage: parsed.output[2] });
  }
  return cache.takeOver(news, times);
}

const FILE = v.object({ version: v.literal(FILE_VERSION), answers: v.array(v.unknown()) });

/** Exactly as this project writes times, so that comparing them as text compares them in time. */
const TIME = v.pipe(
  v.string(),
  v.check((text) => {
    const at = Date.parse(text);
    return !Number.isNaN(at) && new Date(at).toISOString() === text;
  }),
);
const TEXT = v.exactOptional(v.string());
const IDENTITY = v.object({ type: TEXT, name: TEXT, id: TEXT, accountId: TEXT });
const SERVICE = v.object({ code: v.string(), name: v.string() });
const ANY_USE = { at: TIME, service: v.exactOptional(SERVICE) };
const PROBLEM = v.object({
  code: v.string(),
  message: v.string(),
  requestId: TEXT,
  retryable: v.boolean(),
  needs: TEXT,
});
const CALL = { event: TEXT, ip: TEXT, region: TEXT, source: TEXT, by: v.exactOptional(IDENTITY) };

const COUNT = v.exactOptional(v.number());
const KEY_INFO = v.object({
  name: TEXT,
  state: TEXT,
  createdAt: v.exactOptional(TIME),
  deletionAt: v.exactOptional(TIME),
  type: TEXT,
  protection: TEXT,
  rotation: v.exactOptional(
    v.object({ automatic: v.boolean(), everyDays: COUNT, nextAt: v.exactOptional(TIME) }),
  ),
  currentVersion: COUNT,
  versionCount: COUNT,
  memo: TEXT,
  nrn: TEXT,
});

const LAST_USE = v.object({
  ...CALL,
  ...ANY_USE,
  mayBeLater: v.exactOptional(v.literal(true)),
  zonelessTime: TEXT,
});
const TEXTS = v.exactOptional(v.array(v.string()));

/** What is kept for the verdict, beside the answer itself. */
const KEPT_BESIDE = {
  ownCalls: v.exactOptional(
    v.object({
      otherUse: v.exactOptional(LAST_USE),
      mayHideOthers: v.exactOptional(v.literal(true)),
    }),
  ),
  news: v.exactOptional(
    v.object({
      since: TIME,
      addresses: TEXTS,
      services: v.exactOptional(v.array(SERVICE)),
      regions: TEXTS,
    }),
  ),
  remembered: v.exactOptional(
    v.object({
      uses: v.exactOptional(v.array(v.object({ at: TIME, until: TIME }))),
      addresses: TEXTS,
      regions: TEXTS,
    }),
  ),
};

/** What a `KeyUsage` may hold once it is known; whatever else stands in a file is left out. */
const USAGE = v.pipe(
  v.object({
    key: v.object({
      provider: v.string(),
      kind: v.picklist(["access-key", "kms-key"]),
      id: v.string(),
      label: TEXT,
      account: TEXT,
    }),
    account: TEXT,
    accountsAsked: v.exactOptional(v.array(v.string())),
    outcome: v.picklist(["used", "no-use-on-record", "not-found"]),
    owner: v.exactOptional(IDENTITY),
    lastUse: v.exactOptional(LAST_USE),
    otherActivity: v.exactOptional(v.object({ ...CALL, ...ANY_USE, zonelessTime: TEXT })),
    keyInfo: v.exactOptional(KEY_INFO),
    products: v.exactOptional(v.array(v.object({ ...CALL, at: v.exactOptional(TIME), service: SERVICE }))),
    recordsSince: v.exactOptional(TIME),
    completeSince: v.exactOptional(TIME),
    asOf: TIME,
    problem: v.exactOptional(PROBLEM),
    accountAnswers: v.exactOptional(
      v.array(
        v.object({
          account: v.string(),
          outcome: v.picklist(["no-use-on-record", "not-found", "denied", "failed"]),
          problem: v.exactOptional(PROBLEM),
        }),
      ),
    ),
    ...KEPT_BESIDE,
  }),
  v.check(({ outcome, lastUse }) => (outcome === "used") === (lastUse !== undefined)),
);

const HEAD = v.tuple([v.string(), v.string(), v.object({ asOf: v.string() })]);
const ROW = v.pipe(
  v.tuple([v.string(), v.string(), USAGE]),
  v.check(([text, , { key }]) => text === keyText(key)),
);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A file that was cut off by a crash; the cache starts empty and the clouds are asked again.
    return undefined;
  }
}
