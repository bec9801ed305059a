import assert from "node:assert/strict";
import type { KeyUsage, LastUse } from "../../../../src/core/usage/keyUsage";
import { withMemory, withoutNews } from "../../../../src/core/verdict/news";
import { FakeWindow, keyOf, servicesAt } from "../usage/fakes";
import { ago, DAY, ecs, HOUR, noUse, oss, usage, used } from "./answers";

const use = (age: number, ip: string, rest: Partial<LastUse> = {}): LastUse => ({
  ...{ at: ago(age), service: ecs, ip, region: "cn-hangzhou" },
  ...rest,
});
const answer = (
  age: number,
  ip: string,
  rest: Partial<LastUse> = {},
  more: Partial<KeyUsage> = {},
): KeyUsage => used(age, { lastUse: use(age, ip, rest), ...more });

/** What is new after each of these answers, the oldest first. */
function newsAfter(...answers: readonly KeyUsage[]): KeyUsage["news"] {
  let known: KeyUsage | undefined;
  for (const one of answers) known = withMemory(one, known);
  return known?.news;
}

describe("What is new about a key", () => {
  it("is an address, a region or a service that no answer before had", () => {
    const first = answer(3 * DAY, "203.0.113.7", {}, { asOf: ago(2 * DAY) });
    const next = answer(HOUR, "198.51.100.9", { region: "cn-beijing", service: oss });
    assert.deepEqual(newsAfter(first, next), {
      since: ago(2 * DAY),
      addresses: ["198.51.100.9"],
      services: [oss],
      regions: ["cn-beijing"],
    });
  });

  it("is nothing in the first answer, in the same again, or in one that is back after another", () => {
    const [a, b] = [answer(3 * DAY, "203.0.113.7"), answer(2 * DAY, "203.0.113.8")];
    assert.equal(newsAfter(a), undefined);
    assert.equal(newsAfter(a, a), undefined);
    const known = withoutNews(withMemory(b, withMemory(a, undefined)));
    assert.equal(withMemory(answer(DAY, "203.0.113.7"), known).news, undefined);
  });

  it("stays new, and since when, until somebody has seen it", () => {
    const first = answer(3 * DAY, "203.0.113.7", {}, { asOf: ago(2 * DAY) });
    const next = answer(2 * HOUR, "198.51.100.9", {}, { asOf: ago(HOUR) });
    const news = newsAfter(first, next, answer(0, "203.0.113.7"));
    assert.deepEqual(news, { since: ago(2 * DAY), addresses: ["198.51.100.9"] });
  });

  it("is the first use after none was on record", () => {
    assert.deepEqual(newsAfter(noUse(), answer(HOUR, "203.0.113.7"))?.services, [ecs]);
  });

  it("is no service that is listed because services were asked for this time", () => {
    const products = [
      { service: ecs, at: ago(HOUR), ip: "203.0.113.7" },
      { service: oss, at: ago(DAY), ip: "198.51.100.9" },
    ];
    const plain = answer(2 * HOUR, "203.0.113.7");
    assert.equal(newsAfter(plain, answer(HOUR, "203.0.113.7", {}, { products })), undefined);
    const listed = answer(2 * HOUR, "203.0.113.7", {}, { products: products.slice(0, 1) });
    const news = newsAfter(listed, answer(HOUR, "203.0.113.7", {}, { products }));
    assert.deepEqual([news?.services, news?.addresses], [[oss], ["198.51.100.9"]]);
  });

  it("is not where KeyTrail itself asked from", () => {
    const own = use(0, "192.0.2.1", { service: { code: "Actiontrail", name: "ActionTrail" } });
    const signer = (lastUse: LastUse): KeyUsage =>
      used(0, {
        lastUse,
        ownCalls: { otherUse: use(DAY, "203.0.113.7") },
        products: [{ ...own, service: own.service! }],
      });
    assert.equal(newsAfter(signer(use(DAY, "203.0.113.7")), signer(own)), undefined);
  });

  it("is not compared with an answer of no account", () => {
    assert.equal(newsAfter(usage({ outcome: "not-found" }), answer(HOUR, "203.0.113.7")), undefined);
  });

  it("takes little room, however many addresses there are", () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      answer((300 - index) * HOUR, `203.0.113.${index % 256}`),
    );
    let known: KeyUsage | undefined;
    for (const one of many) known = withMemory(one, known);
    assert.ok(JSON.stringify(known).length < 3_000);
  });
});

describe("What is new and what is remembered", () => {
  const key = keyOf("1");
  const at = "2026-11-20T06:00:00.000Z";
  const lastUse = (ip: string): LastUse => ({ at, ip, region: "cn-hangzhou" });

  it("survives a restart, and is gone for good once it was seen", async () => {
    const window = new FakeWindow();
    await window.learn(key, { outcome: "used", lastUse: lastUse("203.0.113.7") });
    await window.learn(key, { outcome: "used", lastUse: lastUse("203.0.113.8") });
    await window.save();
    const next = await window.reopened();
    const { known } = next.service.peek(key);
    assert.deepEqual(known?.news?.addresses, ["203.0.113.8"]);
    assert.deepEqual(known.remembered?.addresses, ["203.0.113.8", "203.0.113.7"]);
    next.service.newsSeen(key);
    assert.equal(next.service.peek(key).known?.news, undefined);
    assert.deepEqual(next.told.at(-1), ["alibaba:access-key:LTAI1"]);
    await next.learn(key, { outcome: "used", lastUse: lastUse("203.0.113.8") });
    await next.save();
    assert.equal((await next.reopened()).service.peek(key).known?.news, undefined);
  });

  it("of the key that KeyTrail signs with never becomes less: a use by others stays one", async () => {
    const window = new FakeWindow();
    const own: LastUse = { at, service: { code: "Actiontrail", name: "ActionTrail" } };
    const otherUse: LastUse = { at: "2026-11-01T00:00:00.000Z", service: ecs };
    const told = async (ownCalls: KeyUsage["ownCalls"]) =>
      (await window.learn(key, { outcome: "used", lastUse: own, ...(ownCalls && { ownCalls }) })).ownCalls;
    assert.deepEqual(await told({ otherUse }), { otherUse });
    assert.deepEqual(await told({ mayHideOthers: true }), { otherUse, mayHideOthers: true });
    assert.deepEqual(await told({}), { otherUse });
  });

  it("of its detail counts uses by others, and leaves out KeyTrail's own calls", async () => {
    const window = new FakeWindow();
    const service = { code: "Ram", name: "RAM" };
    const [later, latest] = ["2026-11-20T06:30:00.000Z", "2026-11-20T07:00:00.000Z"];
    await window.learn(
      key,
      { outcome: "used", lastUse: { at, service }, ownCalls: {}, products: servicesAt(at) },
      true,
    );
    window.provider.detail = () =>
      Promise.resolve({
        entries: [
          { name: "ListUsers", at: latest, isOwnCall: true },
          { name: "CreateUser", at: later },
        ],
      });
    const signal = new AbortController().signal;
    await window.service.lookUpDetail({ key, service, kind: "events" }, "prod", signal);
    const { known } = window.service.peek(key);
    assert.deepEqual([known?.lastUse?.at, known?.ownCalls?.otherUse?.at], [latest, later]);
  });

  it("takes how often a key is used out of the list of its records", async () => {
    const window = new FakeWindow();
    const service = { code: "KMS", name: "KMS" };
    await window.learn(key, { outcome: "used", lastUse: { at, service } });
    const entries = [0, 1, 2, 3, 4].map((day) => ({
      name: "Decrypt",
      at: new Date(Date.parse(at) - day * DAY).toISOString(),
      ...(day === 2 && { isOther: true as const }),
    }));
    window.provider.detail = () => Promise.resolve({ entries });
    const signal = new AbortController().signal;
    await window.service.lookUpDetail({ key, service, kind: "activity" }, "prod", signal);
    assert.equal(window.service.peek(key).known?.remembered?.uses?.length, 4);
  });
});
