import * as vscode from "vscode";
import { timeAgo } from "../../core/describe/times";
import { UsageError } from "../../core/usage/errors";
import type { KeyRef } from "../../core/usage/key";
import type { KeyUsage, Problem, Service } from "../../core/usage/keyUsage";
import type { DetailEntry, DetailKind, KeyDetail } from "../../core/usage/provider";
import type { UsageService } from "../../core/usage/usageService";
import type { ServiceEvidence } from "../../core/verdict/whatBreaks";
import type { DetailRow, DetailState } from "../../shared/usagePage";
import type { Words } from "../words";
import { recordOf } from "./activityOf";
import { absoluteTimes, pageProblem, prettyRecord, sourceName } from "./usagePageOf";

/** The events, addresses and resources that one panel has loaded for one answer. */
export class ServiceDetails implements vscode.Disposable {
  private readonly lists = new Map<string, List>();
  private readonly gone = new AbortController();

  constructor(
    private readonly key: KeyRef,
    private readonly answer: KeyUsage,
    private readonly usage: UsageService,
    private readonly words: Words,
    private readonly policy: string | undefined,
    private readonly detail: KeyDetail,
    private readonly onChange: (detail: DetailState) => void,
  ) {}

  get all(): readonly DetailState[] {
    return [...this.lists.values()].map((list) => this.toState(list));
  }

  /** What has been loaded of each service, by its code. */
  get evidence(): ReadonlyMap<string, ServiceEvidence> {
    const evidence = new Map<string, ServiceEvidence>();
    for (const { service, kind, entries } of this.lists.values()) {
      if (kind === "activity") continue;
      const known = evidence.get(service) ?? { events: [], addresses: [], resources: [] };
      evidence.set(service, { ...known, [kind]: entries.map(({ name }) => name) });
    }
    return evidence;
  }

  /** Leaves a detail to the person, who sees that there may be more and can ask for it. */
  offer(serviceCode: string, kind: DetailKind): void {
    if (this.serviceOf(serviceCode, kind)) this.onChange(this.toState(this.listOf(serviceCode, kind)));
  }

  /** Loads the first page, or the next; does nothing when that page is not the one the asker expects. */
  async load(serviceCode: string, kind: DetailKind, after: number): Promise<void> {
    const service = this.serviceOf(serviceCode, kind);
    if (!service) return;
    const list = this.listOf(serviceCode, kind);
    const complete = list.started && list.nextPageToken === undefined && !list.problem;
    if (list.loading || complete || list.entries.length !== after) return;
    list.loading = true;
    delete list.problem;
    this.onChange(this.toState(list));
    try {
      const page = await this.usage.lookUpDetail(
        {
          key: this.key,
          service,
          kind,
          ...(list.nextPageToken !== undefined && { pageToken: list.nextPageToken }),
        },
        this.answer.account ?? "",
        this.gone.signal,
      );
      list.entries.push(...page.entries);
      if (page.total !== undefined) list.total = page.total;
      list.started = true;
      if (page.nextPageToken === undefined) delete list.nextPageToken;
      else list.nextPageToken = page.nextPageToken;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      if (error.kind === "cancelled") return;
      list.problem = error.toProblem();
      // A token that expired or no longer fits can only be replaced by starting over.
      if (error.code === "InvalidNextToken") this.startOver(list);
    } finally {
      list.loading = false;
      if (!this.gone.signal.aborted) this.onChange(this.toState(list));
    }
  }

  dispose(): void {
    this.gone.abort();
  }

  /** Only what the answer named is asked for, whatever the page says. */
  private serviceOf(code: string, kind: DetailKind): Service | undefined {
    const { detail } = this;
    if (kind === "activity")
      return detail.kind === "activity" && detail.service.code === code ? detail.service : undefined;
    return this.answer.products?.find((product) => product.service.code === code)?.service;
  }

  private startOver(list: List): void {
    list.entries.length = 0;
    delete list.total;
    list.started = false;
    delete list.nextPageToken;
  }

  private listOf(service: string, kind: DetailKind): List {
    const name = `${kind}|${service}`;
    let list = this.lists.get(name);
    if (!list) this.lists.set(name, (list = { service, kind, entries: [], started: false, loading: false }));
    return list;
  }

  private toState(list: List): DetailState {
    const { service, kind, entries, started, loading, nextPageToken, total, problem } = list;
    const isOffered = !started && !loading && !problem;
    return {
      service,
      kind,
      rows: entries.map((entry) => this.toRow(entry, kind)),
      loading,
      more: nextPageToken !== undefined || isOffered,
      ...(total !== undefined && { total }),
      ...(problem && { problem: pageProblem(problem, this.policy) }),
    };
  }

  private toRow(entry: DetailEntry, kind: DetailKind): DetailRow {
    const { name, resourceType, at: time, zonelessTime, source, record } = entry;
    const wording = this.words.wording();
    const at = time === undefined ? undefined : Date.parse(time);
    return {
      name,
      ...(resourceType !== undefined && { resourceType }),
      relative: at === undefined ? withoutTime(zonelessTime) : timeAgo(at, wording.now, wording),
      ...(at !== undefined && absoluteTimes(at, wording)),
      ...(source !== undefined && { source: sourceName(source) }),
      ...(record !== undefined && { raw: prettyRecord(record) }),
      ...(kind === "activity" && recordOf(entry, wording)),
    };
  }
}

function withoutTime(zonelessTime: string | undefined): string {
  return zonelessTime === undefined
    ? vscode.l10n.t("time not recorded")
    : vscode.l10n.t("{0}, time zone not recorded", zonelessTime.replace("T", " "));
}

interface List {
  readonly service: string;
  readonly kind: DetailKind;
  readonly entries: DetailEntry[];
  /** Whether a page has come, even an empty one. */
  started: boolean;
  loading: boolean;
  nextPageToken?: string;
  total?: number;
  problem?: Problem;
}
