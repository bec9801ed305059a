/** What of JSON Schema (draft 4) the published schemas use that tests hold our output against. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/** Words of a schema that say nothing about what is valid, or that are looked up. */
const SAY_NOTHING = ["$schema", "$id", "id", "title", "description", "default", "definitions", "$ref"];
const KNOWN = new Set([
  ...SAY_NOTHING,
  ...["type", "enum", "properties", "required", "additionalProperties", "items", "minItems", "uniqueItems"],
  ...["minimum", "maximum", "minLength", "pattern", "format", "anyOf", "oneOf"],
]);

/** Where and how a value differs from what a schema allows; throws on a word of the schema that it does not know. */
export function schemaFaults(value: unknown, schema: JsonSchema, root = schema, at = "$"): string[] {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.replace("#/definitions/", "");
    const target = root.definitions?.[name];
    if (!target) throw new Error(`Unknown reference ${schema.$ref}`);
    return schemaFaults(value, target, root, at);
  }
  const unknown = Object.keys(schema).filter((word) => !KNOWN.has(word));
  if (unknown.length > 0) throw new Error(`Unknown words at ${at}: ${unknown.join(", ")}`);
  return [
    ...typeFaults(value, schema, at),
    ...scalarFaults(value, schema, at),
    ...listFaults(value, schema, root, at),
    ...objectFaults(value, schema, root, at),
    ...choiceFaults(value, schema, root, at),
  ];
}

function typeFaults(value: unknown, { type, enum: allowed }: JsonSchema, at: string): string[] {
  const types = type === undefined ? [] : [type].flat();
  const faults =
    types.length > 0 && !types.some((one) => isOf(value, one)) ? [`${at}: not ${types.join()}`] : [];
  return allowed && !allowed.includes(value) ? [...faults, `${at}: not one of ${allowed.join()}`] : faults;
}

function isOf(value: unknown, type: string): boolean {
  switch (type) {
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "null":
      return value === null;
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function scalarFaults(value: unknown, schema: JsonSchema, at: string): string[] {
  if (typeof value === "number") {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    return value < minimum || value > maximum ? [`${at}: out of range`] : [];
  }
  if (typeof value !== "string") return [];
  const { pattern, format, minLength = 0 } = schema;
  return [
    ...(pattern !== undefined && !new RegExp(pattern, "u").test(value) ? [`${at}: not like ${pattern}`] : []),
    ...(format === "uri" && !URL.canParse(value) ? [`${at}: no URI`] : []),
    ...(value.length < minLength ? [`${at}: too short`] : []),
  ];
}

function listFaults(value: unknown, schema: JsonSchema, root: JsonSchema, at: string): string[] {
  if (!Array.isArray(value)) return [];
  const { items, minItems = 0, uniqueItems = false } = schema;
  const texts = value.map((item) => JSON.stringify(item));
  return [
    ...(value.length < minItems ? [`${at}: too few`] : []),
    ...(uniqueItems && new Set(texts).size < texts.length ? [`${at}: something twice`] : []),
    ...(items ? value.flatMap((item, index) => schemaFaults(item, items, root, `${at}[${index}]`)) : []),
  ];
}

function objectFaults(value: unknown, schema: JsonSchema, root: JsonSchema, at: string): string[] {
  if (!isOf(value, "object")) return [];
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const fields = value as Readonly<Record<string, unknown>>;
  const missing = required.filter((name) => !(name in fields)).map((name) => `${at}: no ${name}`);
  const faults = Object.entries(fields).flatMap(([name, field]) => {
    const own = properties[name];
    if (own) return schemaFaults(field, own, root, `${at}.${name}`);
    if (additionalProperties === false) return [`${at}: unknown ${name}`];
    return additionalProperties === true
      ? []
      : schemaFaults(field, additionalProperties, root, `${at}.${name}`);
  });
  return [...missing, ...faults];
}

function choiceFaults(value: unknown, { anyOf, oneOf }: JsonSchema, root: JsonSchema, at: string): string[] {
  const fitting = (schemas: readonly JsonSchema[]): number =>
    schemas.filter((schema) => schemaFaults(value, schema, root, at).length === 0).length;
  return [
    ...(anyOf && fitting(anyOf) === 0 ? [`${at}: none of the choices`] : []),
    ...(oneOf && fitting(oneOf) !== 1 ? [`${at}: not exactly one of the choices`] : []),
  ];
}
