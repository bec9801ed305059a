/** What the driver, an extension of its own inside VS Code, is asked to measure. */
export type Job = ActivationJob | EditorJob | ScanJob;

/** Activates extensions, one after the other. */
export interface ActivationJob {
  readonly kind: "activation";
  readonly order: readonly string[];
}

/** By the extension's ID. */
export type ActivationResult = Readonly<Record<string, Activation>>;

/** Milliseconds from the request to its fulfilment, and how many of them the host's thread computed. */
export interface Activation {
  readonly took: number;
  readonly computed: number;
}

/** Works with keys in documents as a person does. */
export interface EditorJob {
  readonly kind: "editor";
  /** Of the sample cloud; it takes its time with every answer. */
  readonly origin: string;
  readonly files: EditorFiles;
}

/** Full paths. Each key stands in a line of its own, at its end. */
export interface EditorFiles {
  /** Keys that nothing but a hover asks about. */
  readonly hovered: string;
  readonly twoHundred: string;
  /** Those of the 200, and 800 more. */
  readonly thousand: string;
  /** As many lines without a key. */
  readonly plain: string;
}

/** Times are in milliseconds, sizes in bytes. */
export interface EditorResult {
  readonly heapGrowth: { readonly keytrail: number; readonly empty: number };
  /** What KeyTrail's files require, as they write it. */
  readonly loadedAtActivation: readonly string[];
  /** What is required by then, and by the first lenses, which draw and ask nobody. */
  readonly loadedBefore: readonly string[];
  readonly loadedByFirstLookUp: readonly string[];
  readonly firstLenses: Activation;
  readonly firstLookUp: number;
  readonly unknownHover: { readonly alone: Compared; readonly throughWindow: Compared };
  readonly knownHover: Compared & { readonly alone: readonly number[] };
  readonly lenses: Compared & { readonly alone: readonly number[]; readonly count: number };
  readonly idle: LoopDelay;
  readonly twoHundred: LoopDelay;
  readonly thousand: LoopDelay;
}

/** Scans the folder that is open. */
export interface ScanJob {
  readonly kind: "scan";
}

/** One after the other; times are in milliseconds. */
export interface ScanResult {
  readonly scans: readonly {
    readonly loop: LoopDelay;
    /** Two seconds without anything to do, for comparison. */
    readonly idle: LoopDelay;
    readonly took: number;
    readonly findings: number;
    /** More than before, at the peak, in the memory of the extension host. */
    readonly megabytes: number;
  }[];
}

/** What is measured, and what it is measured against: they took turns. */
export interface Compared {
  readonly ours: readonly number[];
  readonly other: readonly number[];
}

/** What happened to the extension host's event loop; times in milliseconds, each the longest of its kind. */
export interface LoopDelay {
  readonly seconds: number;
  /** How late a timer was: for that long nothing else ran. */
  readonly late: number;
  /** How long the thread computed from one turn to the next; what other programs take from it does not count. */
  readonly computed: number;
}

/** The environment variable that tells the driver where to fetch its job and to deliver its result. */
export const ADDRESS_VARIABLE = "KEYTRAIL_BENCH_ADDRESS";

/** The ID that KeyTrail has in VS Code. */
export const KEYTRAIL = "keytrail.keytrail";
/** An extension whose one file does nothing. */
export const EMPTY = "bench.empty";
