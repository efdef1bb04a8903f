import { pluralize } from '../../run/pluralize.ts';
import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { assertNever, TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { askWithFormat } from '../../agents/ask-with-format.ts';
import type { OutputFormat } from '../../agents/output-format.ts';
import { requestPrefix } from '../../agents/request-prefix.ts';
import { toModelMessages } from '../../context/to-model-messages.ts';
import { readState } from '../../run/read-state.ts';
import { stamp } from '../../run/run-context.ts';
import type { RunContext } from '../../run/run-context.ts';
import type { GroupChatManager, NextSpeakers } from '../group-chat-manager.ts';
import * as prompts from './magentic-prompts.ts';
import { progressFormat, readProgress } from './progress-ledger.ts';
import type { ProgressLedger } from './progress-ledger.ts';
import { NO_TASK, taskLedgerSchema } from './task-ledger.ts';
import type { OrchestratorStep, TaskLedger } from './task-ledger.ts';

export interface OrchestratorOptions {
  /** Source of its messages: the team's name. */
  readonly name: string;
  readonly model: ChatModel;
  readonly participants: readonly { readonly name: string; readonly description: string }[];
  readonly maxTurns: number;
  readonly maxStalls: number;
  readonly finalAnswerPrompt?: string | undefined;
}

const stateSchema = z.strictObject({
  type: z.literal('MagenticOneOrchestratorState'),
  version: z.literal(1),
  ledger: taskLedgerSchema,
});

type Thread = readonly AgentMessage[];
type Events<Result = void> = AsyncGenerator<AgentMessage, Result>;

/**
 * Leads a team with two ledgers: the task ledger (facts and plan), renewed when the work stalls, and the progress ledger, which
 * decides after each turn who acts next and how. Source: Magentic-One (Fourney et al., 2024), as implemented in AutoGen.
 */
export class MagenticOneOrchestrator implements GroupChatManager {
  readonly #options: OrchestratorOptions;
  readonly #names: readonly string[];
  readonly #team: string;
  readonly #format: OutputFormat;
  #ledger = NO_TASK;
  /** The ledger that takes effect when this message has been stored. */
  #pending: { readonly message: AgentMessage; readonly ledger: TaskLedger } | null = null;

  constructor(options: OrchestratorOptions) {
    this.#options = options;
    this.#names = options.participants.map(({ name }) => name);
    this.#team = options.participants.map(descriptionLine).join('\n');
    this.#format = progressFormat(this.#names);
  }

  /** Throws `invalid_input` without a task, before any model request is spent on it. */
  checkStart(task: readonly ChatMessage[], thread: Thread): void {
    const { step, answerId } = this.#ledger;
    if (step.type !== 'gather-facts' || task.length > 0 || textSince(thread, answerId) !== '') return;
    throw new TuteeError('invalid_input', `“${this.#options.name}” has no task. Give it one.`, {
      field: 'task',
    });
  }

  async *next(thread: Thread, run: RunContext): Events<NextSpeakers> {
    for (;;) {
      const { step } = this.#ledger;
      if (step.type === 'give-word') return this.#selectSpeaker(step.speaker);
      if (step.type === 'stop') return this.#stop(step.reason);
      yield* this.#runStep(step, thread, run);
    }
  }

  #runStep(
    step: Exclude<OrchestratorStep, { type: 'give-word' | 'stop' }>,
    thread: Thread,
    run: RunContext,
  ): Events {
    switch (step.type) {
      case 'gather-facts':
        return this.#gatherFacts(thread, run);
      case 'plan':
        return this.#plan(false, thread, run);
      case 'update-facts':
        return this.#updateFacts(thread, run);
      case 'plan-anew':
        return this.#plan(true, thread, run);
      case 'judge-progress':
        return this.#judgeProgress(thread, run);
      case 'instruct':
        return this.#instruct(step, run);
      case 'answer':
        return this.#answer(step.reason, thread, run);
      default:
        return assertNever(step);
    }
  }

  async *#gatherFacts(thread: Thread, run: RunContext): Events {
    const task = textSince(thread, this.#ledger.answerId);
    const facts = yield* this.#ask(prompts.factsPrompt(task), 'facts', thread, run);
    yield* this.#note('facts', facts, { task, facts, step: { type: 'plan' } }, run);
  }

  async *#updateFacts(thread: Thread, run: RunContext): Events {
    const { task, facts: before } = this.#ledger;
    const facts = yield* this.#ask(prompts.factsUpdatePrompt(task, before), 'facts', thread, run);
    yield* this.#note('facts', facts, { facts, step: { type: 'plan-anew' } }, run);
  }

  async *#plan(anew: boolean, thread: Thread, run: RunContext): Events {
    const { task, facts } = this.#ledger;
    const prompt = anew ? prompts.planUpdatePrompt : prompts.planPrompt;
    const plan = yield* this.#ask(prompt(facts, this.#team), 'plan', thread, run);
    const content = prompts.taskLedger(task, this.#team, facts, plan);
    const next = { anew, stalls: 0, step: { type: 'judge-progress' } } as const;
    yield* this.#say('plan', content, (planId) => ({ ...next, planId }), run);
  }

  async *#judgeProgress(thread: Thread, run: RunContext): Events {
    const { maxTurns } = this.#options;
    const { task, rounds } = this.#ledger;
    if (rounds >= maxTurns) {
      return yield* this.#answer(`It ends after ${pluralize(maxTurns, 'turn')}.`, thread, run);
    }
    const prompt = prompts.progressPrompt(task, this.#team, this.#names);
    const progress = readProgress(
      yield* this.#ask(prompt, 'progress', thread, run, this.#format),
      this.#format,
    );
    yield* this.#note('progress', JSON.stringify(progress), this.#after(progress), run);
  }

  #after(progress: ProgressLedger): Partial<TaskLedger> {
    if (progress.is_request_satisfied.answer) {
      return { step: { type: 'answer', reason: progress.is_request_satisfied.reason } };
    }
    const rounds = this.#ledger.rounds + 1;
    const stalled = !progress.is_progress_being_made.answer || progress.is_in_loop.answer;
    const stalls = stalled ? this.#ledger.stalls + 1 : Math.max(0, this.#ledger.stalls - 1);
    if (stalls >= this.#options.maxStalls) return { rounds, stalls, step: { type: 'update-facts' } };
    const [only] = this.#names;
    // With one participant, whatever name the model gives.
    const speaker = this.#names.length === 1 && only !== undefined ? only : progress.next_speaker.answer;
    const words = progress.instruction_or_question.answer;
    return { rounds, stalls, step: { type: 'instruct', speaker, words } };
  }

  #instruct(
    { speaker, words }: { readonly speaker: string; readonly words: string },
    run: RunContext,
  ): Events {
    return this.#say('instruction', words, () => ({ step: { type: 'give-word', speaker } }), run);
  }

  async *#answer(reason: string, thread: Thread, run: RunContext): Events {
    const { finalAnswerPrompt = prompts.finalAnswerPrompt(this.#ledger.task) } = this.#options;
    const words = yield* this.#ask(finalAnswerPrompt, 'final answer', thread, run);
    yield* this.#say(
      'final answer',
      words,
      (answerId) => ({ answerId, step: { type: 'stop', reason } }),
      run,
    );
  }

  #selectSpeaker(speaker: string): NextSpeakers {
    const { anew, planId } = this.#ledger;
    this.#ledger = { ...this.#ledger, anew: false, step: { type: 'judge-progress' } };
    return { type: 'speak', speakers: [speaker], ...(anew && planId !== null && { forgetBefore: planId }) };
  }

  /** Keeps where its view of the conversation begins, because the next task may refer to this one. */
  #stop(reason: string): NextSpeakers {
    const { planId, answerId } = this.#ledger;
    this.#ledger = { ...NO_TASK, planId, answerId };
    return { type: 'stop', reason };
  }

  async *#ask(
    prompt: string,
    purpose: string,
    thread: Thread,
    run: RunContext,
    format?: OutputFormat,
  ): Events<string> {
    const { name: source, model } = this.#options;
    const request = {
      messages: [
        ...requestPrefix(null, run, source),
        ...this.#view(thread),
        { role: 'user' as const, content: prompt },
      ],
      ...(format !== undefined && { responseSchema: format }),
    };
    const answer = yield* askWithFormat({ model, request, source, stream: false }, format, run);
    yield stamp(run, { type: 'UsageEvent', source, purpose, modelsUsage: answer.usage });
    return answer.text;
  }

  /** The conversation since the current plan; all of it without a plan. */
  #view(thread: Thread) {
    const { planId } = this.#ledger;
    const from =
      planId === null
        ? 0
        : Math.max(
            0,
            thread.findLastIndex(({ id }) => id === planId),
          );
    return thread
      .slice(from)
      .filter(isChatMessage)
      .flatMap((message) => toModelMessages(message, this.#options.name));
  }

  /** Yields an event for observers. */
  async *#note(purpose: string, content: string, changes: Partial<TaskLedger>, run: RunContext): Events {
    const { name: source } = this.#options;
    const message = stamp(run, { type: 'SelectorEvent', source, content, metadata: { purpose } });
    this.#pending = { message, ledger: { ...this.#ledger, ...changes } };
    yield message;
  }

  /** Yields a message for all participants. */
  async *#say(
    purpose: string,
    content: string,
    changes: (id: string) => Partial<TaskLedger>,
    run: RunContext,
  ): Events {
    const { name: source } = this.#options;
    const message = stamp(run, { type: 'TextMessage', source, content, metadata: { purpose } });
    this.#pending = { message, ledger: { ...this.#ledger, ...changes(message.id) } };
    yield message;
  }

  onKept(message: AgentMessage): void {
    if (this.#pending?.message === message) this.#ledger = this.#pending.ledger;
  }

  reset(): void {
    this.#ledger = NO_TASK;
  }

  saveState(): unknown {
    return { type: 'MagenticOneOrchestratorState', version: 1, ledger: structuredClone(this.#ledger) };
  }

  loadState(state: unknown): void {
    this.#ledger = readState(stateSchema, state, 'an orchestrator').ledger;
  }
}

function descriptionLine({
  name,
  description,
}: {
  readonly name: string;
  readonly description: string;
}): string {
  return `${name}: ${description}`.replaceAll(/\s+/g, ' ').trim();
}

function textSince(thread: Thread, answerId: string | null): string {
  const from = answerId === null ? 0 : thread.findLastIndex(({ id }) => id === answerId) + 1;
  return thread.slice(from).filter(isChatMessage).map(messageText).join('\n\n');
}
