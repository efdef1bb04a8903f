import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ApprovalDecision, UserInput, UserReply } from '../ports.ts';
import { abortable } from '../run/abortable.ts';
import { withTimeout } from '../run/with-timeout.ts';

/** A person's answer: a message, or a decision about a tool call. */
export type Answer =
  | Extract<UserReply, { readonly type: 'message' }>
  | Exclude<ApprovalDecision, { readonly type: 'later' }>;

interface OpenRequest {
  readonly request: UserInputRequestedEvent;
  readonly settle: (answer: Answer) => void;
}

export interface InputRequestsOptions {
  /** Milliseconds that a run waits for an answer before it ends as `waiting`. 0: it does not wait. Default: no limit. */
  readonly patienceMs?: number;
  /** Called when `open` has changed. */
  readonly onChange?: () => void;
}

/** Maximum number of stored answers; the oldest are dropped. */
const MAX_ANSWERS = 1_000;

/**
 * Matches requests of runs with answers of people, whichever comes first. An answer is stored until its request is asked again,
 * so it is found after the run has ended, the app has restarted and the state was loaded. It stays stored after delivery, because
 * the turn may be cancelled before it has used the answer, and then asks again.
 */
export class InputRequests implements UserInput {
  readonly #options: InputRequestsOptions;
  readonly #open = new Map<string, OpenRequest>();
  readonly #answers = new Map<string, Answer>();

  constructor(options: InputRequestsOptions = {}) {
    this.#options = options;
  }

  /** The requests that runs are waiting for, oldest first. */
  get open(): readonly UserInputRequestedEvent[] {
    return [...this.#open.values()].map(({ request }) => request);
  }

  /** Throws `invalid_input` for an answer of the wrong kind. A later answer replaces an earlier one. */
  answer(requestId: string, answer: Answer): void {
    const open = this.#open.get(requestId);
    if (open !== undefined) checkKind(open.request, answer);
    this.#store(requestId, answer);
    open?.settle(answer);
  }

  #store(requestId: string, answer: Answer): void {
    this.#answers.delete(requestId);
    this.#answers.set(requestId, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MAX_ANSWERS && oldest !== undefined) this.#answers.delete(oldest);
  }

  async ask(request: UserInputRequestedEvent, signal: AbortSignal): Promise<UserReply> {
    const answer = await this.#answerTo(request, signal);
    if (answer === null) return { type: 'later' };
    if (answer.type === 'message') return answer;
    throw this.#refused(request);
  }

  /** `decide` of a ToolCallApprover; also the `person` of an ApprovalPolicy. */
  async decide(
    request: UserInputRequestedEvent,
    _call: FunctionCall,
    signal: AbortSignal,
  ): Promise<ApprovalDecision> {
    const answer = await this.#answerTo(request, signal);
    if (answer === null) return { type: 'later' };
    if (answer.type !== 'message') return answer;
    throw this.#refused(request);
  }

  /** Drops an answer of the wrong kind, so that it is not found again. */
  #refused(request: UserInputRequestedEvent): TuteeError {
    this.#answers.delete(request.requestId);
    return wrongKind(request);
  }

  async #answerTo(request: UserInputRequestedEvent, signal: AbortSignal): Promise<Answer | null> {
    const kept = this.#answers.get(request.requestId);
    if (kept !== undefined) return kept;
    const { patienceMs } = this.#options;
    if (patienceMs === 0) return null;
    return await withTimeout(patienceMs, null, signal, (both) => this.#wait(request, both));
  }

  async #wait(request: UserInputRequestedEvent, signal: AbortSignal): Promise<Answer> {
    const answered = new Promise<Answer>((settle) => {
      this.#open.set(request.requestId, { request, settle });
    });
    this.#options.onChange?.();
    try {
      return await abortable(answered, signal);
    } finally {
      this.#open.delete(request.requestId);
      this.#options.onChange?.();
    }
  }
}

function checkKind(request: UserInputRequestedEvent, answer: Answer): void {
  if ((request.purpose === 'approval') === (answer.type === 'message')) throw wrongKind(request);
}

function wrongKind({ purpose }: UserInputRequestedEvent): TuteeError {
  const wanted = purpose === 'approval' ? 'Approve, edit or reject the call' : 'Answer with words';
  return new TuteeError('invalid_input', `${wanted}: that is what was asked for.`, { field: 'answer' });
}
