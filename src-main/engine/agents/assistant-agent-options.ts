import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { RequestParameters } from '#shared/models/request-parameters.ts';
import type { ChatCompletionContext } from '../context/chat-completion-context.ts';
import type { Memory, ToolCallApprover } from '../ports.ts';
import { collectFaults, mapCollectingFaults } from '../run/collect-faults.ts';
import { abortable } from '../run/abortable.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { checkedList, checkedPart, isObject, wrongPart } from '../run/checked-input.ts';
import type { Tool } from '../tools/tool.ts';
import type { Workbench } from '../tools/workbench.ts';
import { Handoff } from './handoff.ts';
import { MIDDLEWARE_METHODS } from './middleware.ts';
import type { AgentMiddleware } from './middleware.ts';
import type { OutputFormat } from './output-format.ts';
import type { ToolCallSummaryFormatter } from './tool-call-summary.ts';

export interface AssistantAgentOptions {
  readonly name: string;
  readonly modelClient: ChatModel;
  /** Read by models and people that choose a speaker or a tool. */
  readonly description?: string;
  /** Null for none. */
  readonly systemMessage?: string | null;
  readonly tools?: readonly Tool[];
  /** Further tools, asked for at the beginning of each turn. */
  readonly workbench?: readonly Workbench[];
  /** Agents it may hand over to, by name or as a Handoff. */
  readonly handoffs?: readonly (string | Handoff)[];
  readonly modelContext?: ChatCompletionContext;
  readonly memory?: readonly Memory[];
  /** Whether chunks of an answer are streamed as they arrive. */
  readonly modelClientStream?: boolean;
  /** Maximum number of rounds of tool calls in one turn; default 1. */
  readonly maxToolIterations?: number;
  /**
   * True: a call of a tool that was not offered is ignored and the text beside it is the answer. Default false: the call gets
   * an error result that names the tools there are.
   */
  readonly ignoreUnofferedCalls?: boolean;
  /** False: calls of one answer run one after the other. Default true. */
  readonly parallelToolCalls?: boolean;
  /** After the last tool call: true asks the model for a final answer, false answers with the results. Default: true with `outputFormat`. */
  readonly reflectOnToolUse?: boolean;
  /** One line per call, with the placeholders {tool_name}, {arguments}, {result}, {is_error}; or a function. */
  readonly toolCallSummaryFormat?: string | ToolCallSummaryFormatter;
  /** The format of every answer. */
  readonly outputFormat?: OutputFormat;
  readonly approver?: ToolCallApprover;
  /** Called in order with messages, requests, tool calls and answers. */
  readonly middleware?: readonly AgentMiddleware[];
  /** How its requests are made; `outputFormat` is its response format. */
  readonly modelParameters?: RequestParameters;
}

/** Throws `invalid_input` for a middleware without any of its functions. */
export function checkedMiddleware(all: readonly AgentMiddleware[] = []): readonly AgentMiddleware[] {
  const expected = `an object with one of ${MIDDLEWARE_METHODS.join(', ')}`;
  for (const [index, one] of checkedList(all, 'middleware', expected).entries()) {
    const has = isObject(one) && MIDDLEWARE_METHODS.some((name) => typeof one[name] === 'function');
    if (!has) throw wrongPart(one, `middleware.${index}`, expected);
  }
  return all;
}

/** Throws `invalid_input` when the model is known to call no tools, and some are given. */
export function checkedAbilities(options: AssistantAgentOptions): void {
  const { modelClient, tools = [], workbench = [], handoffs = [] } = options;
  const wanted = tools.length + workbench.length + handoffs.length;
  if (modelClient?.info?.functionCalling !== false || wanted === 0) return;
  throw new TuteeError(
    'invalid_input',
    `The model “${modelClient.name}” calls no tools, as far as is known. Choose another, or give it modelInfo: { functionCalling: true }.`,
    { field: 'modelClient' },
  );
}

export interface Toolbox {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly handoffs: ReadonlyMap<string, Handoff>;
}

/** The toolbox with what the workbenches offer now. A name that is taken stays what it is. */
export async function withWorkbenches(
  { tools, handoffs }: Toolbox,
  workbenches: readonly Workbench[],
  signal: AbortSignal,
): Promise<Toolbox> {
  const all = new Map(tools);
  const asked = workbenches.map((workbench) => abortable(workbench.tools(signal), signal));
  for (const tool of (await Promise.all(asked)).flat())
    if (!all.has(tool.name) && !handoffs.has(tool.name)) all.set(tool.name, tool);
  return { tools: all, handoffs };
}

/** Tools and handoffs by the name the model calls them by. Throws `invalid_input` for duplicate names. */
export function toolbox(options: Pick<AssistantAgentOptions, 'tools' | 'handoffs'>): Toolbox {
  const tools = new Map<string, Tool>();
  const handoffs = new Map<string, Handoff>();
  const addTool = (tool: Tool, index: number): void => {
    checkedPart(tool, `tools.${index}`, ['call'], 'a tool, such as a FunctionTool');
    if (tools.has(tool.name)) throw duplicate('tool', tool.name, `tools.${index}`);
    tools.set(tool.name, tool);
  };
  const addHandoff = (given: string | Handoff, index: number): void => {
    const handoff = asHandoff(given, index);
    if (handoffs.has(handoff.name) || tools.has(handoff.name)) {
      throw duplicate('handoff', handoff.name, `handoffs.${index}`);
    }
    handoffs.set(handoff.name, handoff);
  };
  collectFaults(
    () => mapCollectingFaults(checkedList(options.tools ?? [], 'tools', 'a tool'), addTool),
    () =>
      mapCollectingFaults(checkedList(options.handoffs ?? [], 'handoffs', 'a name or a Handoff'), addHandoff),
  );
  return { tools, handoffs };
}

function asHandoff(given: string | Handoff, index: number): Handoff {
  if (typeof given === 'string') return new Handoff({ target: given });
  if (given instanceof Handoff) return given;
  const options: unknown = given;
  if (!isObject(options) || typeof Reflect.get(options, 'target') !== 'string')
    throw wrongPart(given, `handoffs.${index}`, 'the name of an agent, or a Handoff with a target');
  return new Handoff(options as ConstructorParameters<typeof Handoff>[0]);
}

export function checkedIterations(given = 1): number {
  return checkedInteger(given, 1, 'maxToolIterations');
}

function duplicate(what: string, name: string, field: string): TuteeError {
  const message = `There is more than one tool or handoff called “${name}”. Rename this ${what}.`;
  return new TuteeError('invalid_input', message, { field });
}
