import type { Oddities } from "./sampleKey";

const HUGE = 1 << 20;

/** Rewrites an answer, however deep, in the ways that were asked for. */
export function applyOddities(answer: unknown, oddities: Oddities): unknown {
  if (Array.isArray(answer)) return answer.map((item) => applyOddities(item, oddities));
  if (typeof answer === "object" && answer !== null) {
    const members = Object.entries(answer).map(([name, value]) => [name, rewrite(name, value, oddities)]);
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }
  return answer;
}

/** The new value of a member; `undefined` leaves it out. */
function rewrite(name: string, value: unknown, oddities: Oddities): unknown {
  switch (name) {
    case "UsedTimestamp":
      return oddTimestamp(value, oddities.timestamp);
    case "Detail":
      return typeof value === "string" ? oddDetail(value, oddities.detail) : value;
    case "NextToken":
      return value;
    case "AccountType":
      return oddText(oddities.unknownEnums === true ? "service-account" : value, oddities);
    case "Source":
      return oddText(oddities.unknownEnums === true ? "InsightEvent" : value, oddities);
    default:
      return typeof value === "string" ? oddText(value, oddities) : applyOddities(value, oddities);
  }
}

function oddText(value: unknown, { trailingNewline }: Oddities): unknown {
  return typeof value === "string" && trailingNewline === true ? `${value}\n` : value;
}

function oddTimestamp(value: unknown, kind: Oddities["timestamp"]): unknown {
  switch (kind) {
    case undefined:
      return value;
    case "zero":
      return 0;
    case "empty":
      return "";
    case "null":
      return null;
    case "absent":
      return undefined;
  }
}

function oddDetail(detail: string, kind: Oddities["detail"]): unknown {
  switch (kind) {
    case undefined:
      return detail;
    case "broken":
      return detail === "" ? '{"eventId":"' : detail.slice(0, Math.ceil(detail.length / 2));
    case "absent":
      return undefined;
    case "empty":
      return "";
    case "null":
      return null;
    case "not-an-object":
      return "[1, 2, 3]";
    case "huge":
      return JSON.stringify({
        ...(JSON.parse(detail || "{}") as object),
        requestParameters: "x".repeat(HUGE),
      });
  }
}
