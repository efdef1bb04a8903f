import type { UserInputRequestedEvent } from '#shared/agents/agent-events.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ApprovalDecision, UserInput, UserReply } from '../ports.ts';
import { abortable } from '../run/abortable.ts';
import { withTimeout } from '../run/with-timeout.ts';

/** What a person answers: words, or for a tool call a decision. */
export type Answer =
  | Extract<UserReply, { readonly type: 'message' }>
  | Exclude<ApprovalDecision, { readonly type: 'later' }>;

interface OpenRequest {
  readonly request: UserInputRequestedEvent;
  readonly settle: (answer: Answer) => void;
}

export interface InputRequestsOptions {
  /** How long a run waits for an answer, in ms, before it ends as `waiting`. 0: not at all; for ever when not given. */
  readonly patienceMs?: number;
  /** Told whenever `open` changed. */
  readonly onChange?: () => void;
}

/** So many answers are kept at most; the oldest are let go. */
const KEPT = 1_000;

/**
 * Where runs ask and people answer, at their own time. An answer is kept for whenever that request is asked: so a run may end,
 * the app may restart, the state be loaded, and the answer is found. It is kept once it was handed out, too: the turn that
 * asked may be stopped before it has taken it in, and asks again.
 */
export class InputRequests implements UserInput {
  readonly #options: InputRequestsOptions;
  readonly #open = new Map<string, OpenRequest>();
  readonly #answers = new Map<string, Answer>();

  constructor(options: InputRequestsOptions = {}) {
    this.#options = options;
  }

  /** What runs wait for at this moment, oldest first. */
  get open(): readonly UserInputRequestedEvent[] {
    return [...this.#open.values()].map(({ request }) => request);
  }

  /** Throws `invalid_input` for an answer that is none to what was asked. The last of several answers counts. */
  answer(requestId: string, answer: Answer): void {
    const open = this.#open.get(requestId);
    if (open !== undefined) refuseOtherKind(open.request, answer);
    this.#keep(requestId, answer);
    open?.settle(answer);
  }

  #keep(requestId: string, answer: Answer): void {
    this.#answers.delete(requestId);
    this.#answers.set(requestId, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > KEPT && oldest !== undefined) this.#answers.delete(oldest);
  }

  async ask(request: UserInputRequestedEvent, signal: AbortSignal): Promise<UserReply> {
    const answer = await this.#answerTo(request, signal);
    if (answer === null) return { type: 'later' };
    if (answer.type === 'message') return answer;
    throw this.#refused(request);
  }

  /** For an ApprovalPolicy, or as the `decide` of any approver. */
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

  /** What is no answer must not be found again. */
  #refused(request: UserInputRequestedEvent): TuteeError {
    this.#answers.delete(request.requestId);
    return otherKind(request);
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

function refuseOtherKind(request: UserInputRequestedEvent, answer: Answer): void {
  if ((request.purpose === 'approval') === (answer.type === 'message')) throw otherKind(request);
}

function otherKind({ purpose }: UserInputRequestedEvent): TuteeError {
  const wanted = purpose === 'approval' ? 'Approve, edit or reject the call' : 'Answer with words';
  return new TuteeError('invalid_input', `${wanted}: that is what was asked for.`, { field: 'answer' });
}
