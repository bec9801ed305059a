/** Names that a person gave to addresses and networks, ready to be looked up. */
export type AddressTable = readonly LabelledNetwork[];

interface LabelledNetwork {
  readonly network: Address;
  readonly prefix: number;
  readonly label: string;
}

/** An address as a number of so many bits. */
interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** The table of a setting that has addresses and networks as its names, and the first of these that is none. */
export function parseAddressLabels(setting: Readonly<Record<string, unknown>>): {
  readonly table: AddressTable;
  readonly mistake?: string;
} {
  const table: LabelledNetwork[] = [];
  let mistake: string | undefined;
  for (const [text, label] of Object.entries(setting)) {
    const network = parseNetwork(text.trim());
    if (network && typeof label === "string" && label.trim() !== "")
      table.push({ ...network, label: label.trim() });
    else mistake ??= text;
  }
  // The narrowest network decides, whatever the order of the setting.
  table.sort((a, b) => b.prefix - b.network.bits - (a.prefix - a.network.bits));
  return { table, ...(mistake !== undefined && { mistake }) };
}

/** What the user calls an address; `undefined` when it has no name, or is none (a cloud may name a service instead). */
export function labelOf(text: string, table: AddressTable): string | undefined {
  if (table.length === 0) return undefined;
  const address = parseAddress(text.trim());
  return address && table.find((entry) => contains(entry, address))?.label;
}

/** Whether a text is an address: some records name a service of the cloud in its place. */
export function isAddress(text: string): boolean {
  return parseAddress(text.trim()) !== undefined;
}

function contains({ network, prefix }: LabelledNetwork, address: Address): boolean {
  if (network.bits !== address.bits) return false;
  const rest = BigInt(network.bits - prefix);
  return network.value >> rest === address.value >> rest;
}

function parseNetwork(text: string): { network: Address; prefix: number } | undefined {
  const [, host = "", length] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const network = parseAddress(host);
  if (!network) return undefined;
  // Of an address that stands for an older one in the newer form, the last 32 bits are left.
  const given = length === undefined ? undefined : Number(length) - (isMapped(host) ? 96 : 0);
  const prefix = given ?? network.bits;
  return prefix >= 0 && prefix <= network.bits ? { network, prefix } : undefined;
}

function parseAddress(text: string): Address | undefined {
  const four = parseFour(text);
  if (four !== undefined) return { bits: 32, value: four };
  const six = parseSix(text);
  if (six === undefined) return undefined;
  return six >> 32n === MAPPED ? { bits: 32, value: six & 0xffff_ffffn } : { bits: 128, value: six };
}

/** `::ffff:0:0/96`: the place of the older addresses among the newer. */
const MAPPED = 0xffffn;

function isMapped(text: string): boolean {
  const six = parseSix(text);
  return six !== undefined && six >> 32n === MAPPED;
}

function parseFour(text: string): bigint | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (!parts || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function parseSix(text: string): bigint | undefined {
  if (!text.includes(":")) return undefined;
  const [plain = ""] = text.split("%", 1);
  const halves = plain.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half) => (half === "" ? [] : groupsOf(half.split(":"))));
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => 0), ...(tail ?? [])];
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n);
}

/** The groups of 16 bits; the last two may be written as an older address. */
function groupsOf(parts: readonly string[]): number[] | undefined {
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const four = index === parts.length - 1 ? parseFour(part) : undefined;
    if (four !== undefined) groups.push(Number(four >> 16n), Number(four & 0xffffn));
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
