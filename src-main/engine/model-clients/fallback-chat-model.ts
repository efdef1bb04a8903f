import type { RequestUsage } from '#shared/agents/message-base.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import { gather, isNotice, nothingGathered } from '#shared/models/model.ts';
import type { ChatModel, ModelEvent, ModelNotice, ModelRequest } from '#shared/models/model.ts';
import type { StopReason } from '#shared/models/reasons.ts';

/** A complete answer, as a filter sees it. */
export interface Candidate {
  readonly text: string;
  readonly reasoning: string;
  readonly calls: readonly FunctionCall[];
  readonly model: string;
  readonly stopReason: StopReason;
}

export interface FallbackOptions {
  /** Whether an answer is accepted. With a filter, an answer is streamed only once it is complete and accepted. */
  readonly filter?: (answer: Candidate, request: ModelRequest) => boolean | Promise<boolean>;
}

interface Failed {
  readonly model: string;
  readonly thrown: unknown;
}
type End = Extract<ModelEvent, { type: 'end' }>;

/**
 * Asks models in order until one gives an answer that the filter accepts. Usage of rejected answers is reported with the accepted
 * one (`alsoUsed`), so that sums stay complete. There is no fallback once part of an answer was passed on, because that cannot
 * be taken back.
 */
export class FallbackChatModel implements ChatModel {
  readonly name: string;
  /** True only when all models are local: any of them may be asked. */
  readonly local: boolean;
  readonly #models: readonly ChatModel[];
  readonly #filter: FallbackOptions['filter'];

  /** Throws `invalid_input` for an empty list. */
  constructor(models: readonly ChatModel[], { filter }: FallbackOptions = {}) {
    const [first] = models;
    if (first === undefined) {
      throw new TuteeError('invalid_input', 'Give at least one model.', { field: 'models' });
    }
    this.name = first.name;
    this.local = models.every(({ local }) => local);
    this.#models = models;
    this.#filter = filter;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const failures: Failed[] = [];
    const spent: RequestUsage[] = [];
    for (const model of this.#models) {
      const before = failures.at(-1);
      if (before !== undefined) yield fallbackNotice(before, model);
      let begun = false;
      try {
        for await (const event of this.#answer(model, request, signal, spent)) {
          begun ||= !isNotice(event);
          yield event.type === 'end' ? this.#named(event, model, spent) : event;
        }
        if (begun) return;
      } catch (thrown) {
        if (begun || signal.aborted || toErrorData(thrown).code === 'cancelled') throw thrown;
        failures.push({ model: model.name, thrown });
      }
    }
    throw allFailed(failures);
  }

  /** Yields the events of an answer. If the filter rejects it, yields only notices and throws `invalid_output`. */
  async *#answer(
    model: ChatModel,
    request: ModelRequest,
    signal: AbortSignal,
    spent: RequestUsage[],
  ): AsyncGenerator<ModelEvent> {
    if (this.#filter === undefined) {
      yield* model.stream(request, signal);
      return;
    }
    const events: ModelEvent[] = [];
    for await (const event of model.stream(request, signal)) {
      if (isNotice(event)) yield event;
      else events.push(event);
    }
    if (await this.#filter(candidateOf(events, model), request)) {
      yield* events;
      return;
    }
    spent.push(...usagesOf(events, model));
    throw new TuteeError('invalid_output', `The answer of “${model.name}” was turned down.`);
  }

  #named(end: End, model: ChatModel, spent: readonly RequestUsage[]): End {
    const all = [...spent, ...(end.alsoUsed ?? [])];
    const other = end.model ?? (model.name === this.name ? undefined : model.name);
    return {
      ...end,
      ...(other !== undefined && { model: other }),
      ...(all.length > 0 && { alsoUsed: all }),
    };
  }
}

function candidateOf(events: readonly ModelEvent[], model: ChatModel): Candidate {
  return {
    ...events.reduce(gather, nothingGathered),
    calls: events.flatMap((event) => (event.type === 'tool-call-end' ? [event.call] : [])),
    model: model.name,
    // An answer without an end event was interrupted: it counts as cut off.
    stopReason: events.flatMap((event) => (event.type === 'end' ? [event.stopReason] : []))[0] ?? 'length',
  };
}

function usagesOf(events: readonly ModelEvent[], model: ChatModel): RequestUsage[] {
  return events.flatMap((event): RequestUsage[] => {
    if (event.type !== 'end') return [];
    const { usage, cached = false, model: name = model.name, alsoUsed = [] } = event;
    return usage === null ? [...alsoUsed] : [...alsoUsed, { ...usage, model: name, cached }];
  });
}

function fallbackNotice({ model, thrown }: Failed, next: ChatModel): ModelNotice {
  return { type: 'fallback', model, next: next.name, message: toErrorData(thrown).message };
}

/** The last failure; `detail` has the failure of every model. */
function allFailed(failures: readonly Failed[]): TuteeError {
  const last = toErrorData(failures.at(-1)?.thrown);
  const detail = failures.map(({ model, thrown }) => `${model}: ${toErrorData(thrown).message}`).join('\n');
  return failures.length === 1
    ? new TuteeError(last.code, last.message, { detail: last.detail })
    : new TuteeError(last.code, last.message, { detail });
}
