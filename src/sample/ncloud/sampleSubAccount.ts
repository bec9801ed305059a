/** A sub account of a sample account, with its access keys. */
export interface SampleSubAccount {
  readonly id: string;
  readonly loginId: string;
  /** Name of the account that it is part of. */
  readonly account: string;
  readonly createdAgoMs: number;
  /** When it last signed in to the console; absent: never. */
  readonly loginAgoMs?: number;
  readonly keys: readonly SampleAccessKey[];
  /** Its access keys end in asterisks in the last-access summary, as in the documents' sample. */
  readonly masked?: boolean;
}

/** An access key and all that the sample cloud has on record about it. */
export interface SampleAccessKey {
  readonly id: string;
  readonly active: boolean;
  readonly createdAgoMs: number;
  /** Absent: it is in no record, or it is of the main account, about whose keys there are none. */
  readonly usedAgoMs?: number;
}
