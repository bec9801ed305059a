/** The same without some of its fields. */
export function without<T extends object, Name extends keyof T>(
  value: T,
  ...names: readonly Name[]
): Omit<T, Name> {
  const rest: Partial<T> = { ...value };
  for (const name of names) Reflect.deleteProperty(rest, name);
  return rest as Omit<T, Name>;
}
