import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { Participant } from '../agents/participant.ts';
import { canonicalJson } from '../model-clients/request-key.ts';
import { abortable } from '../run/abortable.ts';
import { isCancelled } from '../run/agent-failure.ts';
import { parseJson } from '../run/parse-json.ts';
import type { Environment } from '../run/run-context.ts';
import { streamTask } from '../run/stream-task.ts';
import type { ModelPrices } from '../usage/model-prices.ts';
import { askJudge } from './ask-judge.ts';
import { checkOutput, failed, fullVerdict } from './check-output.ts';
import type { CheckVerdict } from './check-output.ts';
import type { SpentBudget } from './eval-budget.ts';
import type { EvalCheck, EvalTask } from './eval-dataset.ts';
import { addUsage, NO_USAGE, usageOf } from './eval-result.ts';
import type { EvalCheckResult, EvalTaskResult, EvalUsage } from './eval-result.ts';

/** Returns the index of the output that is taken. */
export type Vote = (outputs: readonly string[], task: EvalTask) => number | Promise<number>;

export interface TaskSetup {
  readonly participant: (task: EvalTask) => Participant | Promise<Participant>;
  readonly judge: ChatModel | undefined;
  readonly samples: number;
  readonly vote: Vote | undefined;
  readonly prices: ModelPrices;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  readonly spent: SpentBudget;
}

interface Sample {
  readonly output: string;
  readonly result: TaskResult;
}

/** Counts what one task uses, for its result and for the budget, as it is used. */
class TaskMeter {
  readonly #setup: TaskSetup;
  #usage = NO_USAGE;
  /** Requests that were sent: a server need not report their usage. */
  #sent = 0;
  /** Requests whose usage was reported: a participant of another kind need not report that it sent them. */
  #reported = 0;

  constructor(setup: TaskSetup) {
    this.#setup = setup;
  }

  get usage(): EvalUsage {
    return this.#usage;
  }

  countRequest(): void {
    this.#sent += 1;
    this.#add(NO_USAGE);
  }

  read(message: AgentMessage): void {
    if (message.modelsUsage === null) return;
    const used = usageOf([message], this.#setup.prices);
    this.#reported += used.requests;
    this.#add(used);
  }

  #add(used: EvalUsage): void {
    const requests = Math.max(this.#sent, this.#reported) - this.#usage.requests;
    const more = { ...used, requests };
    this.#usage = addUsage(this.#usage, more);
    this.#setup.spent.add(more);
  }
}

/** Thrown out of a run or a check: the task does not count. */
class Skipped extends Error {
  override readonly name = 'Skipped';
}

/** Runs one task of a data set, `samples` times, and checks the output that was voted for. Never throws. */
export async function runTask(task: EvalTask, repetition: number, setup: TaskSetup): Promise<EvalTaskResult> {
  const meter = new TaskMeter(setup);
  let output = '';
  const of = (status: EvalTaskResult['status'], checks: EvalCheckResult[], error: ErrorData | null) => {
    const score = checks.reduce((sum, check) => sum + check.score, 0) / Math.max(1, checks.length);
    const passed = status === 'checked' && checks.every((check) => check.passed);
    return {
      id: task.id,
      repetition,
      status,
      passed,
      score: status === 'checked' ? Math.min(1, score) : 0,
      output,
      checks,
      error,
      usage: meter.usage,
    };
  };
  try {
    const chosen = await choose(task, setup, meter);
    output = chosen.output;
    const checks: EvalCheckResult[] = [];
    for (const check of task.checks) {
      const verdict = await verdictOf(check, task, chosen, setup, meter);
      checks.push({ check: labelOf(check), ...verdict });
    }
    return of('checked', checks, null);
  } catch (thrown) {
    if (thrown instanceof Skipped || isCancelled(thrown)) return of('skipped', [], null);
    return of('failed', [], errorOf(thrown));
  }
}

/** An error of the program's own code keeps its words. */
function errorOf(thrown: unknown): ErrorData {
  if (thrown instanceof TuteeError) return thrown.toData();
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { ...toErrorData(thrown), message: message === '' ? 'It failed without a message.' : message };
}

async function choose(task: EvalTask, setup: TaskSetup, meter: TaskMeter): Promise<Sample> {
  const samples: Sample[] = [];
  let failure: TuteeError | null = null;
  for (let at = 0; at < setup.samples; at += 1) {
    const sampled = await runOnce(task, setup, meter);
    if (sampled instanceof TuteeError) failure = sampled;
    else samples.push(sampled);
  }
  const outputs = samples.map(({ output }) => output);
  if (failure !== null && samples.length === 0) throw failure;
  const index = samples.length === 1 ? 0 : await (setup.vote ?? majority)(outputs, task);
  const chosen = samples[index];
  if (chosen !== undefined) return chosen;
  throw new TuteeError('invalid_output', `The vote chose output ${index} of ${outputs.length}.`, {
    field: 'vote',
  });
}

/** Returns why the run failed. Throws Skipped for one that was cut off. */
async function runOnce(
  task: EvalTask,
  { participant: make, spent, signal, environment }: TaskSetup,
  meter: TaskMeter,
): Promise<Sample | TuteeError> {
  if (spent.reason !== null) throw new Skipped();
  const participant = await make(task);
  let cutOff = false;
  /** Between two requests of a run: the answer that used up the budget is still part of it. */
  const onRequest = (): void => {
    const over = spent.reason !== null;
    meter.countRequest();
    if (!over) return;
    cutOff = true;
    throw new Skipped();
  };
  const run = streamTask(participant, task.task, { signal, environment, onRequest });
  let result: TaskResult | null = null;
  for await (const item of run) {
    if (item.type === 'TaskResult') result = item;
    else meter.read(item);
  }
  if (result === null || result.outcome.status === 'cancelled' || cutOff) throw new Skipped();
  const { outcome, messages } = result;
  if (outcome.status === 'waiting')
    return new TuteeError(
      'not_supported',
      'It waits for a person. Give it a `userInput` that answers at once.',
    );
  if (outcome.status === 'failed') {
    const { code, message, field, detail } = outcome.failure.error;
    return new TuteeError(code, message, { field, detail });
  }
  return { output: outputOf(messages, typeof task.task === 'string' ? 1 : task.task.length), result };
}

/** The text of the last chat message after the task's; empty without one. */
function outputOf(messages: readonly AgentMessage[], given: number): string {
  const last = messages.slice(given).findLast(isChatMessage);
  return last === undefined ? '' : messageText(last);
}

/** Two outputs are the same when they are the same JSON value, or the same text apart from case and space. */
function majority(outputs: readonly string[]): number {
  const forms = outputs.map((output) => {
    const value = parseJson(output);
    return value === undefined ? output.trim().toLowerCase().split(/\s+/).join(' ') : canonicalJson(value);
  });
  const votes = new Map<string, number>();
  for (const form of forms) votes.set(form, (votes.get(form) ?? 0) + 1);
  const most = Math.max(...votes.values());
  return forms.findIndex((form) => votes.get(form) === most);
}

async function verdictOf(
  check: EvalCheck,
  task: EvalTask,
  { output, result }: Sample,
  { judge, spent, signal, environment }: TaskSetup,
  meter: TaskMeter,
): Promise<CheckVerdict> {
  if (check.type === 'own') {
    try {
      const given = await abortable(Promise.resolve(check.check({ output, result, signal })), signal);
      return fullVerdict(given);
    } catch (thrown) {
      if (isCancelled(thrown)) throw thrown;
      return failed(`It threw: ${errorOf(thrown).message}`);
    }
  }
  if (check.type !== 'judge') return await checkOutput(check, output, result.messages);
  if (judge === undefined) throw new TuteeError('internal', 'There is no judge.');
  if (spent.reason !== null) throw new Skipped();
  const words =
    typeof task.task === 'string' ? task.task : task.task.map((message) => messageText(message)).join('\n\n');
  const asking = askJudge(
    judge,
    { ...check, task: words, output },
    {
      ...environment,
      signal,
      onRequest: () => meter.countRequest(),
    },
  );
  let step = await asking.next();
  for (; step.done !== true; step = await asking.next()) meter.read(step.value);
  return step.value;
}

/** A check in a few words. */
function labelOf(check: EvalCheck): string {
  switch (check.type) {
    case 'own':
      return check.name;
    case 'contains':
      return `${check.not === true ? 'lacks' : 'contains'} ${[check.text].flat().join(', ')}`;
    case 'equals':
      return `${check.not === true ? 'is not' : 'is'} ${check.text}`;
    case 'matches':
      return `${check.not === true ? 'does not match' : 'matches'} ${check.pattern}`;
    case 'json':
      return `JSON ${Object.keys(check.fields).join(', ')}`;
    case 'tool-call':
      return `calls ${check.name}`;
    case 'judge':
      return `judge: ${check.rubric}`;
  }
}
