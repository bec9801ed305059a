import * as v from "valibot";
import { maybeText } from "../../common/maybeText";
import { maybeIsoTime } from "../schema";

/**
 * The wire records of STS 2015-04-01, RAM 2015-05-01 and IMS 2019-08-15. A list that is absent, or a row without its
 * name, is no answer: to read it as "no keys" would leave keys out without a word.
 */

const someText = v.pipe(v.string(), v.trim(), v.nonEmpty());
const envelope = { RequestId: someText };

/** Who asks. */
export const CALLER = v.looseObject({
  ...envelope,
  AccountId: maybeText,
  Arn: maybeText,
  IdentityType: maybeText,
  UserId: maybeText,
});
export type Caller = v.InferOutput<typeof CALLER>;

const maybeFlag = v.pipe(
  v.optional(v.unknown()),
  v.transform((value) => value === true || value === "true"),
);

function userPage<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.pipe(
    v.object({
      ...envelope,
      Users: v.object({ User: v.array(v.object(entries)) }),
      IsTruncated: maybeFlag,
      Marker: maybeText,
    }),
    v.transform(({ Users, IsTruncated, Marker }) => ({
      users: Users.User,
      isTruncated: IsTruncated === true,
      marker: Marker,
    })),
  );
}

/** RAM's users, by the name that they sign in with. */
export const RAM_USERS = userPage({ UserName: someText, UserId: maybeText });
export type RamUser = v.InferOutput<typeof RAM_USERS>["users"][number];

/** IMS's users, by the name that its other operations want. */
export const IMS_USERS = userPage({ UserPrincipalName: maybeText, UserId: maybeText });
export type ImsUser = v.InferOutput<typeof IMS_USERS>["users"][number];

/** The keys of a user; IMS tells besides when each was last changed. */
export const ACCESS_KEYS = v.pipe(
  v.object({
    ...envelope,
    AccessKeys: v.object({
      AccessKey: v.array(
        v.object({
          AccessKeyId: someText,
          Status: maybeText,
          CreateDate: maybeIsoTime,
          UpdateDate: maybeIsoTime,
        }),
      ),
    }),
  }),
  v.transform(({ AccessKeys }) => AccessKeys.AccessKey),
);
export type AccessKeyRow = v.InferOutput<typeof ACCESS_KEYS>[number];
