/** One page of a list. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly totalPages: number;
}

/** A whole number of a query within its limits; `undefined` if it is anything else. */
export function wholeNumber(
  text: string | undefined,
  { least, most, byDefault }: { readonly least: number; readonly most: number; readonly byDefault: number },
): number | undefined {
  if (text === undefined) return byDefault;
  const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : undefined;
}

/** The page of that index, counted from 0; one behind the last has nothing on it. */
export function pageOf<T>(list: readonly T[], index: number, size: number): Page<T> {
  return {
    items: list.slice(index * size, (index + 1) * size),
    totalPages: Math.ceil(list.length / size),
  };
}
