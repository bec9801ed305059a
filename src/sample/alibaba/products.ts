/** The products of Alibaba Cloud that the sample has a part of. */
export type Product = "actiontrail" | "ram" | "ims" | "sts";

interface ProductVersion {
  readonly name: Product;
  readonly operations: readonly string[];
}

/** By the version that requests name: in reality the host tells them apart, and here there is one for all. */
const VERSIONS: ReadonlyMap<string, ProductVersion> = new Map([
  [
    "2020-07-06",
    {
      name: "actiontrail",
      operations: ["Info", "Products", "Events", "Ips", "Resources"].map(
        (what) => `GetAccessKeyLastUsed${what}`,
      ),
    },
  ],
  ["2015-05-01", { name: "ram", operations: ["ListUsers", "ListAccessKeys"] }],
  ["2019-08-15", { name: "ims", operations: ["ListUsers", "ListAccessKeys"] }],
  ["2015-04-01", { name: "sts", operations: ["GetCallerIdentity"] }],
]);

/** The product that a version belongs to, with its operations. */
export function productOf(version: string): ProductVersion | undefined {
  return VERSIONS.get(version);
}

/** What a policy has to allow; IMS asks for RAM's permissions. */
export function permissionOf(product: Product, operation: string): string {
  return `${product === "ims" ? "ram" : product}:${operation}`;
}
