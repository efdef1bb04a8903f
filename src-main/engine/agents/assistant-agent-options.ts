import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { ChatCompletionContext } from '../context/chat-completion-context.ts';
import type { Memory, ToolCallApprover } from '../ports.ts';
import { allMade, eachMade } from '../run/all-made.ts';
import { wholeNumber } from '../run/whole-number.ts';
import type { Tool } from '../tools/tool.ts';
import { Handoff } from './handoff.ts';
import type { OutputFormat } from './output-format.ts';
import type { ToolCallSummaryFormatter } from './tool-call-summary.ts';

export interface AssistantAgentOptions {
  readonly name: string;
  readonly modelClient: ChatModel;
  /** For those who choose a speaker or a tool. */
  readonly description?: string;
  /** Null for none. */
  readonly systemMessage?: string | null;
  readonly tools?: readonly Tool[];
  /** Names of agents it may give the word to, or whole handoffs. */
  readonly handoffs?: readonly (string | Handoff)[];
  readonly modelContext?: ChatCompletionContext;
  readonly memory?: readonly Memory[];
  /** Whether pieces of an answer are streamed as they arrive. */
  readonly modelClientStream?: boolean;
  /** How often, at most, the model may call tools in one turn; 1 when not given. */
  readonly maxToolIterations?: number;
  /**
   * True: a call of a tool that was not offered is passed over, and the words beside it are the answer. When not given it is
   * answered with an error result, from which a model with tools learns which there are.
   */
  readonly ignoreUnofferedCalls?: boolean;
  /** False: tools asked for at once run one after the other. */
  readonly parallelToolCalls?: boolean;
  /** After the last call: true asks the model once more for words; false answers with the results. True by itself with `outputFormat`. */
  readonly reflectOnToolUse?: boolean;
  /** One line for each call, with {tool_name}, {arguments}, {result}, {is_error}; or a function. */
  readonly toolCallSummaryFormat?: string | ToolCallSummaryFormatter;
  /** The form of every answer. */
  readonly outputFormat?: OutputFormat;
  readonly approver?: ToolCallApprover;
}

/** Tools and handoffs by the name the model calls them by. Throws `invalid_input` for names given twice. */
export function toolbox(options: Pick<AssistantAgentOptions, 'tools' | 'handoffs'>): {
  tools: ReadonlyMap<string, Tool>;
  handoffs: ReadonlyMap<string, Handoff>;
} {
  const tools = new Map<string, Tool>();
  const handoffs = new Map<string, Handoff>();
  const addTool = (tool: Tool, index: number): void => {
    if (tools.has(tool.name)) throw duplicate('tool', tool.name, `tools.${index}`);
    tools.set(tool.name, tool);
  };
  const addHandoff = (given: string | Handoff, index: number): void => {
    const handoff = typeof given === 'string' ? new Handoff({ target: given }) : given;
    if (handoffs.has(handoff.name) || tools.has(handoff.name)) {
      throw duplicate('handoff', handoff.name, `handoffs.${index}`);
    }
    handoffs.set(handoff.name, handoff);
  };
  allMade(
    () => eachMade(options.tools ?? [], addTool),
    () => eachMade(options.handoffs ?? [], addHandoff),
  );
  return { tools, handoffs };
}

export function checkedIterations(given = 1): number {
  return wholeNumber(given, 1, 'maxToolIterations');
}

function duplicate(what: string, name: string, field: string): TuteeError {
  const message = `There is more than one tool or handoff called “${name}”. Rename this ${what}.`;
  return new TuteeError('invalid_input', message, { field });
}
