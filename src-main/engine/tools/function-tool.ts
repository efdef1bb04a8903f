import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import { checkedOptions, isObject, wrongPart } from '../run/checked-input.ts';
import { abortable } from '../run/abortable.ts';
import { outsideRun } from '../run/run-context.ts';
import { schemaFault } from './schema-fault.ts';
import { strictSchema } from './strict-schema.ts';
import { withoutDialect } from './without-dialect.ts';
import type { JsonObject, Tool, ToolCallContext, ToolOutcome } from './tool.ts';
import { checkedToolName } from './tool-name.ts';

export interface FunctionToolOptions<Args> {
  readonly name: string;
  readonly description: string;
  /** A zod object schema, or a JSON schema of type object. */
  readonly parameters: z.ZodType<Args> | JsonObject;
  /** Receives validated arguments. The model gets a returned string unchanged and any other value as JSON. */
  readonly run: (args: Args, call: ToolCallContext) => unknown;
  /** True: servers that can keep the arguments to the schema. Every key must be required then, and no other is allowed. */
  readonly strict?: boolean;
  /** True: to call it twice with the same arguments does no harm; see Tool. */
  readonly safeToRetry?: boolean;
}

/** A function as a tool. */
export class FunctionTool<Args = JsonObject> implements Tool {
  readonly name: string;
  readonly description: string;
  readonly parameters: JsonObject;
  readonly strict: boolean;
  readonly safeToRetry: boolean;
  readonly #schema: z.ZodType<Args>;
  readonly #run: FunctionToolOptions<Args>['run'];

  /** Throws `invalid_input` for a name or schema that model servers reject. */
  constructor(options: FunctionToolOptions<Args>) {
    const example = 'new FunctionTool({ name, description, parameters, run })';
    const { name, description, parameters, run, strict = false } = checkedOptions(options, example);
    if (typeof run !== 'function') throw wrongPart(run, 'run', 'the function that the tool calls');
    if (!isObject(parameters)) throw wrongPart(parameters, 'parameters', 'a zod object or a JSON schema');
    if ('_def' in parameters && !('_zod' in parameters)) throw ofZod3(name);
    this.name = checkedToolName(name);
    this.description = description;
    const { json, schema } = bothSchemas<Args>(name, parameters);
    this.parameters = strict ? strictSchema(json, name) : json;
    this.strict = strict;
    this.safeToRetry = options.safeToRetry ?? false;
    this.#schema = schema;
    this.#run = run;
  }

  async *call(args: JsonObject, call: ToolCallContext): AsyncGenerator<AgentMessage, ToolOutcome> {
    yield* [];
    const parsed = this.#schema.safeParse(args);
    if (!parsed.success)
      return { content: `Wrong arguments. ${z.prettifyError(parsed.error)}`, isError: true };
    const run = this.#run;
    const work = Promise.resolve().then(() => run(parsed.data, call));
    return { content: toText(await abortable(work, call.signal)), isError: false };
  }

  /** Calls the tool as a model would, from a program or a test. Rejects with what the function throws. AutoGen's `run_json`. */
  async run(args: JsonObject, { signal }: { readonly signal?: AbortSignal } = {}): Promise<ToolOutcome> {
    const call = outsideRun(signal);
    const step = await this.call(args, { ...call, callId: call.newId(), caller: 'program' }).next();
    if (step.done === true) return step.value;
    throw new TuteeError('internal', `The tool “${this.name}” yielded a message.`);
  }
}

function bothSchemas<Args>(
  name: string,
  parameters: FunctionToolOptions<Args>['parameters'],
): { json: JsonObject; schema: z.ZodType<Args> } {
  try {
    const given = parameters instanceof z.ZodType;
    const json = withoutDialect(given ? z.toJSONSchema(parameters, { io: 'input' }) : parameters);
    if (json['type'] !== 'object') throw new Error('it is not a schema of type object');
    const fault = schemaFault(json, ['parameters']);
    if (fault !== null)
      throw badTool(fault.path, `The tool “${name}” cannot be used: ${fault.path}: ${fault.reason}.`);
    const schema = given ? parameters : (z.fromJSONSchema({ ...json }) as z.ZodType<Args>);
    return { json, schema };
  } catch (thrown) {
    if (thrown instanceof TuteeError) throw thrown;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw badTool('parameters', `The parameters of the tool “${name}” cannot be used: ${reason}.`);
  }
}

/** zod 3 has no `toJSONSchema`; its schemas look like JSON schemas of no type. */
function ofZod3(name: string): TuteeError {
  return badTool(
    'parameters',
    `The parameters of the tool “${name}” are a zod 3 schema. Make them with zod 4: import * as z from 'zod' (4) or 'zod/v4'.`,
  );
}

function badTool(field: string, message: string): TuteeError {
  return new TuteeError('invalid_input', message, { field });
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
