import * as z from 'zod';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { TuteeError } from '#shared/errors.ts';
import { dotted, validate } from '#shared/validate.ts';
import { patternFault } from './run-pattern.ts';

const texts = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
const ignoreCase = z.boolean().exactOptional();
/** True: the check passes where it would fail. */
const not = z.boolean().exactOptional();

/** A check of what a run came to, as data. `output` is the text of the run's last chat message. */
export const evalCheckSchema = z.discriminatedUnion('type', [
  /** The output contains a text, or all of several. Upper and lower case count unless `ignoreCase`. */
  z.strictObject({ type: z.literal('contains'), text: texts, ignoreCase, not }),
  /** The output is this text, apart from space around it. */
  z.strictObject({ type: z.literal('equals'), text: z.string(), ignoreCase, not }),
  /** A regular expression matches the output. One that takes longer than a quarter of a second fails. */
  z.strictObject({
    type: z.literal('matches'),
    pattern: z.string().min(1),
    flags: z.string().exactOptional(),
    not,
  }),
  /** The output is JSON, in a code fence or not, in which these dotted paths have these values; `''` is all of it. The score is the share that has. */
  z.strictObject({ type: z.literal('json'), fields: z.record(z.string(), z.json()) }),
  /** A tool was called, with at least these arguments; with `times`, exactly so often. */
  z.strictObject({
    type: z.literal('tool-call'),
    name: z.string().min(1),
    arguments: z.record(z.string(), z.json()).exactOptional(),
    times: z.int().nonnegative().exactOptional(),
  }),
  /** A model scores the output by a rubric; passed from `passAt` (0.7) on. Needs a `judge`. */
  z.strictObject({
    type: z.literal('judge'),
    rubric: z.string().min(1),
    passAt: z.number().min(0).max(1).exactOptional(),
  }),
]);
export type EvalCheckData = z.infer<typeof evalCheckSchema>;

/** What a check finds. A boolean alone is passed or not; a number alone is a score from 0 to 1, passed from 0.5 on. */
export type EvalVerdict =
  | boolean
  | number
  | { readonly passed: boolean; readonly score?: number; readonly reason?: string };

/** What a check of your own sees. */
export interface EvaluatedRun {
  /** Text of the last chat message; empty without one. */
  readonly output: string;
  readonly result: TaskResult;
  readonly signal: AbortSignal;
}

export interface OwnEvalCheck {
  readonly type: 'own';
  /** For reports. */
  readonly name: string;
  readonly check: (run: EvaluatedRun) => EvalVerdict | Promise<EvalVerdict>;
}

export type EvalCheck = EvalCheckData | OwnEvalCheck;

const id = z.string().min(1);
const task = z.union([z.string().min(1), z.array(chatMessageSchema).min(1)]);

/** A data set as JSON: tasks, each with the checks of its result. */
export const evalDatasetSchema = z.strictObject({
  name: z.string().min(1),
  tasks: z.array(z.strictObject({ id, task, checks: z.array(evalCheckSchema).min(1) })).min(1),
});

export interface EvalTask {
  /** Unique in its data set; runs are compared by it. */
  readonly id: string;
  /** What the agent or team is asked. */
  readonly task: z.infer<typeof task>;
  readonly checks: readonly EvalCheck[];
}

export interface EvalDataset {
  readonly name: string;
  readonly tasks: readonly EvalTask[];
}

const ownCheckSchema = z.strictObject({
  type: z.literal('own'),
  name: z.string().min(1),
  check: z.custom<OwnEvalCheck['check']>((value) => typeof value === 'function', 'Give a function.'),
});

const givenSchema = z.strictObject({
  name: z.string().min(1),
  tasks: z
    .array(
      z.strictObject({
        id,
        task,
        checks: z.array(z.union([ownCheckSchema, evalCheckSchema])).min(1),
      }),
    )
    .min(1),
});

/** Throws `invalid_input` with the path of the first fault, such as `dataset.tasks.0.checks.0.pattern`. */
export async function checkedDataset(given: EvalDataset): Promise<EvalDataset> {
  const parsed = validate(givenSchema, given);
  if (!parsed.ok) throw wrong(parsed.fault.message, dotted(parsed.fault.path));
  const seen = new Set<string>();
  for (const [at, { id: own, checks }] of given.tasks.entries()) {
    if (seen.has(own)) throw wrong(`There are two tasks “${own}”.`, `tasks.${at}.id`);
    seen.add(own);
    for (const [index, check] of checks.entries()) {
      const fault = check.type === 'matches' ? await patternFault(check) : null;
      if (fault !== null) throw wrong(fault, `tasks.${at}.checks.${index}.pattern`);
    }
  }
  return given;
}

function wrong(message: string, path: string): TuteeError {
  const field = path === '' ? 'dataset' : `dataset.${path}`;
  return new TuteeError('invalid_input', `${field}: ${message}`, { field });
}
