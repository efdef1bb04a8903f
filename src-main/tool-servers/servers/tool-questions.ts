import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { QuestionAnswer, ToolQuestion } from '#shared/tools/tool-question.ts';
import type { QuestionOutcome, ServerQuestion } from '../mcp/mcp-session.ts';
import { readQuestion } from './read-question.ts';

/** A user who does not answer has left. In ms: below the time that a call has. */
const ANSWER_MS = 110_000;

interface Open {
  readonly question: ToolQuestion;
  readonly settle: (outcome: QuestionOutcome) => void;
}

export interface ToolQuestionsPorts {
  readonly publish: Publish;
  readonly newId: () => string;
}

/** What servers ask the user now: one question of each server at a time, in memory alone, for as long as the call goes on. */
export class ToolQuestions {
  readonly #ports: ToolQuestionsPorts;
  readonly #open = new Map<string, Open>();

  constructor(ports: ToolQuestionsPorts) {
    this.#ports = ports;
  }

  list(): ToolQuestion[] {
    return [...this.#open.values()].map(({ question }) => question);
  }

  /** Asks the user. @param onRefusal called with the reason when nobody is asked */
  async ask(
    server: string,
    asked: ServerQuestion,
    signal: AbortSignal,
    onRefusal: (reason: string) => void,
  ): Promise<QuestionOutcome> {
    const read = readQuestion(asked.message, asked.requestedSchema);
    if ('refusal' in read) {
      onRefusal(read.refusal);
      return { action: 'decline' };
    }
    if (this.list().some((other) => other.server === server)) return { action: 'cancel' };
    const id = this.#ports.newId();
    const { promise, resolve } = Promise.withResolvers<QuestionOutcome>();
    const cancel = () => resolve({ action: 'cancel' });
    const timer = setTimeout(cancel, ANSWER_MS).unref();
    signal.addEventListener('abort', cancel, { once: true });
    this.#open.set(id, { question: { id, server, ...read }, settle: resolve });
    this.#tell();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      this.#open.delete(id);
      this.#tell();
    }
  }

  /** @param content null: the user does not want to say. Throws `not_found`, and `invalid_input` where a field lacks its value. */
  answer(id: string, content: QuestionAnswer | null): void {
    const open = this.#open.get(id);
    if (open === undefined)
      throw new TuteeError('not_found', 'The server does not wait for this answer any more.');
    if (content === null) return open.settle({ action: 'decline' });
    const { fields } = open.question;
    const missing = fields.find(({ name, required }) => required && content[name] === undefined);
    if (missing !== undefined)
      throw new TuteeError('invalid_input', `“${missing.title}” is needed. Fill it in, or do not answer.`, {
        field: missing.name,
      });
    const known = new Set(fields.map(({ name }) => name));
    open.settle({
      action: 'accept',
      content: Object.fromEntries(Object.entries(content).filter(([name]) => known.has(name))),
    });
  }

  #tell(): void {
    this.#ports.publish('tool-questions-changed', { questions: this.list() });
  }
}
