import type { DeclaredWindow, History, MemberEvent, MemberHistory, Publication, SentRequest } from "../history.js";

/** A member's view, as it grows. */
export interface GrowingView extends MemberHistory {
  since: number;
  readonly events: MemberEvent[];
}

/** Writes down what happens in a run, all by one clock. */
export class RunLog {
  readonly #publications: Publication[] = [];
  readonly #members: GrowingView[] = [];
  readonly #requests: SentRequest[] = [];
  readonly #windows: DeclaredWindow[] = [];
  #next = 0;

  now(): number {
    return performance.now();
  }

  /** Makes a name that nothing else of this run has. */
  id(prefix: string): string {
    return `${prefix}-${++this.#next}`;
  }

  get publications(): readonly Publication[] {
    return this.#publications;
  }

  get members(): readonly GrowingView[] {
    return this.#members;
  }

  /** A push that is about to be tried; its outcome is filled in. */
  publication(stream: string, except: readonly string[] = []): Publication {
    const publication: Publication = {
      stream,
      id: this.id(stream),
      startedAt: this.now(),
      outcome: "unknown",
      except,
    };
    this.#publications.push(publication);
    return publication;
  }

  /** A member of a stream. It has to see what is pushed from its `since` on, which is set when it is in. */
  member(member: string, stream: string): GrowingView {
    const view: GrowingView = { member, stream, since: Number.POSITIVE_INFINITY, events: [] };
    this.#members.push(view);
    return view;
  }

  /** Waits for a request and writes down how it ends; "" stands for a reply. */
  async request(
    sent: Pick<SentRequest, "name" | "timeoutMs" | "effect">,
    outcome: () => PromiseLike<{
      readonly ok: boolean;
      readonly data?: unknown;
      readonly error?: { readonly code: string } | undefined;
    }>,
  ): Promise<SentRequest> {
    const request: SentRequest = { ...sent, startedAt: this.now() };
    this.#requests.push(request);
    const { ok, data, error } = await outcome();
    request.settledAt = this.now();
    request.code = ok ? "" : (error?.code ?? "?");
    request.reply = data;
    return request;
  }

  /** Lets requests take longer by this time. */
  excuse(window: DeclaredWindow): void {
    this.#windows.push(window);
  }

  /** All that is known so far. */
  history(effects: readonly string[] = []): History {
    return {
      endedAt: this.now(),
      publications: this.#publications,
      members: this.#members,
      requests: this.#requests,
      effects,
      windows: this.#windows,
    };
  }
}
