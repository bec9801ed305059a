import * as v from "valibot";
import { isRecord } from "../../../core/util/record";
import { maybeText } from "../../common/maybeText";
import { folded, foldNames, listOf, maybeCount, maybeFlag, maybeMoment, maybeTime } from "../wire/fields";

/**
 * The answers of Sub Account and the token service. Version 1 speaks on all sites; the government's site has version 2
 * as well, which names the same things otherwise. Either is read wherever it comes from.
 */

const someId = v.pipe(v.string(), v.trim(), v.nonEmpty());

/** Who signs: the main account (`Customer`), a sub account (`Sub`), or a role. */
export const CALLER = v.pipe(
  folded({ id: maybeText, usertype: maybeText }),
  v.check(({ id, usertype }) => id !== undefined && usertype !== undefined),
);
export type Caller = v.InferOutput<typeof CALLER>;

const SUB_ACCOUNT = folded({ subaccountid: someId, loginid: maybeText, name: maybeText });
export type SubAccount = v.InferOutput<typeof SUB_ACCOUNT>;

/** The value under the first of these names that is there, an absent list being an empty one; else the whole answer. */
function under(names: readonly string[]) {
  return v.transform((body: unknown): unknown => {
    if (!isRecord(body)) return body;
    const fields = foldNames(body);
    const name = names.find((each) => each in fields);
    return name === undefined ? undefined : (fields[name] ?? []);
  });
}

const paging = {
  totalpages: maybeCount,
  totalitems: maybeCount,
  totalcount: maybeCount,
  hasnext: maybeFlag,
  islast: maybeFlag,
};

/** One page of the account's sub accounts. */
export const SUB_ACCOUNT_PAGE = v.pipe(
  v.unknown(),
  v.transform((body) => ({ list: body, paging: foldNames(body) })),
  v.object({
    list: v.pipe(v.unknown(), under(["items", "subaccounts", "content"]), listOf(SUB_ACCOUNT)),
    paging: v.object(paging),
  }),
  v.transform(({ list, paging: { totalpages, totalitems, totalcount, hasnext, islast } }) => ({
    ...list,
    totalPages: totalpages,
    total: totalitems ?? totalcount,
    isLast: islast ?? (hasnext === undefined ? undefined : !hasnext),
  })),
);

/**
 * A sub account's keys; one that names no ID makes all of it unreadable, because it may be the one that is looked for.
 * One table of the documents has a single key where there is a list.
 */
export const ACCESS_KEYS = v.pipe(
  v.unknown(),
  v.transform((body) => ("accesskey" in foldNames(body) ? [body] : body)),
  under(["accesskeys", "items"]),
  v.array(
    folded({
      accesskey: someId,
      active: maybeFlag,
      createtime: maybeMoment,
      createddatetime: maybeMoment,
    }),
  ),
);
export type AccessKeyRow = v.InferOutput<typeof ACCESS_KEYS>[number];

const USAGE = folded({ accesskey: someId, lastused: maybeTime, lastuseddatetime: maybeTime });

/**
 * When each key of a sub account was last used; keys that never were may be left out. `unusedDays` is of the sub
 * account, which may sign in to the console all day, so it tells nothing about a key and is not read. An answer
 * without the list tells nothing either, nor does one with a row that names no key: it may be this one.
 */
export const SUMMARY = v.pipe(
  v.unknown(),
  under(["lastaccesskeyused", "lastaccesskeyusages"]),
  v.array(USAGE),
);
export type KeyUsageRow = v.InferOutput<typeof USAGE>;
