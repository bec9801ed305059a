import * as v from "valibot";
import { isRecord } from "../../../core/util/record";
import { maybeText } from "../../common/maybeText";
import { folded, foldedObject, foldNames, listOf, maybeCount, maybeFlag, maybeMoment } from "../wire/fields";
import { readRecord, type KmsRecord } from "./record";

/** The answers of KMS 2.0. Names are in lower case here, because the documents spell them in several ways. */

/**
 * `data`, with what stands beside it, since a table of the documents has the paging there. When it is null, as it may
 * be in any answer, `instead` stands in its place.
 */
function withData<Schema extends v.GenericSchema>(schema: Schema, instead: object = {}) {
  return v.pipe(
    foldedObject,
    v.transform(({ data, ...beside }): unknown => {
      if (data === null) return { ...beside, ...instead };
      return isRecord(data) ? { ...beside, ...foldNames(data) } : (data ?? beside);
    }),
    schema,
  );
}

const paging = {
  totalpageno: maybeCount,
  totalcount: maybeCount,
};

const KEY_ROW = folded({
  keytag: v.pipe(v.string(), v.trim(), v.nonEmpty()),
  keyname: maybeText,
  keytype: maybeText,
  status: maybeText,
  protectiontype: maybeText,
  registerdate: maybeMoment,
  destroydate: maybeMoment,
  nrn: maybeText,
});
export type KeyRow = v.InferOutput<typeof KEY_ROW>;

/** One page. An absent list is no list: nothing may be concluded from it. */
export const KEY_LIST = withData(
  v.pipe(
    folded({ keylist: v.nullable(listOf(KEY_ROW)), ...paging }),
    v.transform(({ keylist, totalpageno, totalcount }) => ({
      ...(keylist ?? { rows: [], unread: 0 }),
      totalPages: totalpageno,
      total: totalcount,
    })),
  ),
  { keylist: null },
);

export const KEY_INFO = withData(
  folded({
    keyname: maybeText,
    nrn: maybeText,
    baseurl: maybeText,
    keytype: maybeText,
    status: maybeText,
    currentversion: maybeCount,
    protectiontype: maybeText,
    memo: maybeText,
    isautorotation: maybeFlag,
    rotationperiod: maybeCount,
    nextrotationdate: maybeMoment,
    registerdate: maybeMoment,
    destroydate: maybeMoment,
  }),
);
export type KeyDetails = v.InferOutput<typeof KEY_INFO>;

/** No document gives the form of the version list, so all that is read is how many there are. */
export const VERSION_COUNT = withData(
  v.pipe(
    v.unknown(),
    v.transform((data): number | undefined => {
      if (Array.isArray(data)) return data.length;
      const { totalcount, ...fields } = foldNames(data);
      const total = v.parse(maybeCount, totalcount);
      return total ?? Object.values(fields).find((field) => Array.isArray(field))?.length;
    }),
  ),
);

/**
 * The latest record, `undefined` when there is none: the data is null at one level or the other, or full of empty
 * texts. Anything that is in another form is no answer.
 */
export const LAST_USE = v.pipe(
  foldedObject,
  v.check(({ data, ...beside }) => {
    if (data === undefined) return Object.keys(beside).every((name) => ENVELOPE.has(name));
    if (data === null) return true;
    const names = Object.keys(foldNames(data));
    return isRecord(data) && (names.length === 0 || names.some((name) => RECORD.has(name)));
  }),
  v.transform(({ data }): KmsRecord | undefined => (isRecord(data) ? readRecord(data) : undefined)),
);

const ENVELOPE = new Set(["code", "message", "msg", "requestid"]);
const RECORD = new Set(["timestamp", "data", "kmskey", "requestor", "api", "message"]);

/** One page. Whatever stands in the list is a record, readable or not. */
export const ACTIVITY_PAGE = withData(
  v.pipe(
    folded({ activityloglist: v.nullable(v.array(v.unknown())), ...paging }),
    v.transform(({ activityloglist, totalpageno, totalcount }) => ({
      records: (activityloglist ?? []).map(readRecord),
      totalPages: totalpageno,
      total: totalcount,
    })),
  ),
  { activityloglist: null },
);
export type ActivityPage = v.InferOutput<typeof ACTIVITY_PAGE>;
