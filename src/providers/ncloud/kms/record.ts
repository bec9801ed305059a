import * as v from "valibot";
import { isRecord } from "../../../core/util/record";
import { maybeText } from "../../common/maybeText";
import { readTime, type CloudTime } from "../wire/cloudTime";
import { foldNames } from "../wire/fields";

/** One record of what was done with a key, as far as it can be read. */
export interface KmsRecord {
  readonly time: CloudTime | undefined;
  /** `API`, `CONSOLE`, `SYSTEM`, or what the cloud says next. */
  readonly requestType: string | undefined;
  readonly requestor: string | undefined;
  readonly ip: string | undefined;
  readonly action: string | undefined;
  readonly result: string | undefined;
  readonly keyTag: string | undefined;
  readonly nrn: string | undefined;
  /** Whether anything but the time and the key itself is told. */
  readonly hasDetails: boolean;
  /** The cloud's own record, for a person to read; absent when it is too large to show. */
  readonly text: string | undefined;
}

/** `data.data.{kmsKey,requestor,api}` in the samples; `data.{requestor,api}` in some tables. */
export function readRecord(raw: unknown): KmsRecord {
  const outer = foldNames(raw);
  const inner = foldNames(outer["data"]);
  const part = (name: string) => ({ ...foldNames(outer[name]), ...foldNames(inner[name]) });
  const text = (value: unknown) => v.parse(maybeText, value);
  const [requestor, api, key] = [part("requestor"), part("api"), part("kmskey")];
  const said = {
    requestType: text(requestor["requesttype"]),
    requestor: text(requestor["id"]),
    ip: text(requestor["ip"]),
    action: text(api["action"]),
    result: text(api["result"]),
  };
  const hasDetails = [...Object.values(said), text(api["type"])].some((value) => value !== undefined);
  return {
    ...said,
    time: readTime(outer["timestamp"] ?? inner["timestamp"]),
    keyTag: text(key["keytag"]),
    nrn: text(key["nrn"]),
    // In a list, what is no object is still something that happened.
    hasDetails: hasDetails || !isRecord(raw),
    text: recordText(raw),
  };
}

/** A record beyond this is not worth stopping the editor for. */
const MAX_RECORD_CHARS = 256 * 1024;

function recordText(raw: unknown): string | undefined {
  const text = JSON.stringify(raw);
  return text.length > MAX_RECORD_CHARS ? undefined : text;
}
