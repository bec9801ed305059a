import assert from "node:assert/strict";
import fc from "fast-check";
import { isAddress, labelOf, parseAddressLabels } from "../../../../src/core/verdict/addressLabels";

const tableOf = (setting: Readonly<Record<string, unknown>>) => parseAddressLabels(setting).table;
const label = (address: string, setting: Readonly<Record<string, unknown>>) =>
  labelOf(address, tableOf(setting));

describe("Names for addresses", () => {
  it("are found by a single address and by its network", () => {
    const setting = { "203.0.113.7": "CI", "198.51.100.0/24": "office", "2001:db8::/32": "lab" };
    const said = ["203.0.113.7", "203.0.113.8", "198.51.100.255", "198.51.101.0", "2001:db8:1::5"].map((ip) =>
      label(ip, setting),
    );
    assert.deepEqual(said, ["CI", undefined, "office", undefined, "lab"]);
  });

  it("come from the narrowest network, in whatever order the setting has them", () => {
    const entries: [string, string][] = [
      ["10.0.0.0/8", "inside"],
      ["10.1.2.3", "bastion"],
      ["10.1.0.0/16", "Seoul"],
      ["0.0.0.0/0", "world"],
    ];
    for (const setting of [entries, entries.toReversed()].map((order) => Object.fromEntries(order))) {
      const said = ["10.1.2.3", "10.1.9.9", "10.9.9.9", "8.8.8.8"].map((ip) => label(ip, setting));
      assert.deepEqual(said, ["bastion", "Seoul", "inside", "world"]);
    }
  });

  it("do not depend on how an address is written", () => {
    const setting = { "2001:0DB8:0:0::1": "gateway", "203.0.113.0/24": "CI" };
    assert.equal(label("2001:db8::1", setting), "gateway");
    assert.equal(label("2001:db8:0:0:0:0:0:1", setting), "gateway");
    assert.equal(label("::ffff:203.0.113.9", setting), "CI");
    assert.equal(label("::ffff:cb00:7109", setting), "CI");
    assert.equal(label("203.0.113.9", { "::ffff:203.0.113.0/120": "CI" }), "CI");
    assert.equal(label("fe80::1%eth0", { "fe80::/10": "link" }), "link");
  });

  it("of one kind of address say nothing about the other", () => {
    assert.equal(label("2001:db8::1", { "0.0.0.0/0": "world" }), undefined);
    assert.equal(label("203.0.113.7", { "::/0": "world" }), undefined);
  });

  it("belong to addresses only: a record may name a service of the cloud in place of one", () => {
    assert.equal(label("ecs.aliyuncs.com", { "0.0.0.0/0": "world", "::/0": "world" }), undefined);
    assert.deepEqual(["203.0.113.7", "::1", "ecs.aliyuncs.com", ""].map(isAddress), [
      true,
      true,
      false,
      false,
    ]);
  });

  for (const wrong of [
    "office",
    "203.0.113",
    "203.0.113.256",
    "203.0.113.7/33",
    "::1/129",
    "2001:db8:::1",
    "1:2:3:4:5:6:7",
    "1:2:3:4:5:6:7:8:9",
    "1::2::3",
    "1:2:3:4:5:6:7::8",
    "12345::",
    "203.0.113.7/",
    "::ffff:203.0.113.0/64",
    "",
  ]) {
    it(`are not taken for "${wrong}", which is told; the others work meanwhile`, () => {
      const { table, mistake } = parseAddressLabels({ [wrong]: "x", "203.0.113.7": "CI" });
      assert.equal(mistake, wrong);
      assert.equal(labelOf("203.0.113.7", table), "CI");
    });
  }

  it("are texts, and not empty", () => {
    assert.equal(parseAddressLabels({ "203.0.113.7": 5 }).mistake, "203.0.113.7");
    assert.equal(parseAddressLabels({ "203.0.113.7": " " }).mistake, "203.0.113.7");
  });

  it("hold for every address of their network and for none beside it", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const address = fc.tuple(octet, octet, octet, octet);
    const number = (parts: readonly number[]): number => parts.reduce((sum, part) => sum * 256 + part, 0);
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 32 }), (network, other, prefix) => {
        const size = 2 ** (32 - prefix);
        const isInside = Math.floor(number(network) / size) === Math.floor(number(other) / size);
        const said = label(other.join("."), { [`${network.join(".")}/${prefix}`]: "it" });
        assert.equal(said === "it", isInside);
      }),
    );
  });
});
