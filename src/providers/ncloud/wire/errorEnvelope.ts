import { isRecord } from "../../../core/util/record";
import { parseJson } from "../../common/json";
import { foldNames } from "./fields";

/** What an error says, whatever it is wrapped in. */
export interface WireError {
  /** Absent when the envelope has no place for one. */
  readonly code?: unknown;
  readonly message?: unknown;
  /** Whether nothing but a framework's habits tells that it is an error of the cloud's. */
  readonly isFrameworks: boolean;
}

/** The JSON of a body, and the error in it if there is one; XML is read for errors only. */
export function readBody(text: string | undefined): { readonly json?: unknown; readonly error?: WireError } {
  if (text === undefined) return {};
  const json = parseJson(text.replace(/^\uFEFF/, ""));
  const error = json === undefined ? xmlError(text) : jsonError(json);
  return { ...(json !== undefined && { json }), ...(error && { error }) };
}

/** The forms that NAVER Cloud's services write errors in, as its documents and its clients know them. */
function jsonError(json: unknown): WireError | undefined {
  if (!isRecord(json)) return undefined;
  const body = foldNames(json);
  if (isRecord(body["error"])) {
    const { errorcode, code, message, details } = foldNames(body["error"]);
    return { code: errorcode ?? code, message: message ?? details, isFrameworks: false };
  }
  if (isRecord(body["responseerror"])) {
    const { returncode, returnmessage } = foldNames(body["responseerror"]);
    return { code: returncode, message: returnmessage, isFrameworks: false };
  }
  const { errorcode, code, message, msg, errormessage, status, error } = body;
  if (errorcode !== undefined && errorcode !== null)
    return { code: errorcode, message: message ?? errormessage, isFrameworks: false };
  if (code !== undefined && code !== null)
    return isSuccess(code) ? undefined : { code, message: message ?? msg, isFrameworks: false };
  if (typeof status === "number" && typeof error === "string")
    return { message: message ?? error, isFrameworks: true };
  return undefined;
}

/** In capitals in every sample, and nowhere promised to be. */
export function isSuccess(code: unknown): boolean {
  return typeof code === "string" && code.trim().toUpperCase() === "SUCCESS";
}

function xmlError(text: string): WireError | undefined {
  const head = text.slice(0, MAX_XML);
  if (!/<(?:responseError|error)\b/i.test(head)) return undefined;
  const leaf = (names: string): string | undefined =>
    new RegExp(`<(${names})>\\s*(?:<!\\[CDATA\\[)?([^<\\]]*)`, "i").exec(head)?.[2]?.trim();
  const code = leaf("returnCode|errorCode|code");
  return code === undefined
    ? undefined
    : { code, message: leaf("returnMessage|message"), isFrameworks: false };
}

/** No error needs more. */
const MAX_XML = 65_536;
