import * as z from 'zod';
import type { TuteeError } from '#shared/errors.ts';
import { validate } from '#shared/validate.ts';
import { throwFaults } from '../run/collect-faults.ts';
import { componentFault, componentSchema } from './component.ts';
import type { ComponentModel, ComponentPath } from './component.ts';

/** A component as AutoGen and AutoGen Studio write it. */
const autogenSchema = z.looseObject({
  provider: z.string(),
  component_type: z.string().nullish(),
  version: z.number().nullish(),
  label: z.string().nullish(),
  description: z.string().nullish(),
  config: z.record(z.string(), z.unknown()),
});

/** What was imported, and what the names in it stand for. */
export interface ImportedComponent {
  readonly component: ComponentModel;
  /** Name -> the config of AutoGen's model client, which `resources.models` must replace; it may contain a key. */
  readonly models: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Names that `resources.tools` must contain. AutoGen's tools contain Python, which is not run. */
  readonly tools: readonly string[];
}

type Convert = (value: unknown, path: ComponentPath, importing: Importing) => unknown;

/** How a class is read: its keys as AutoGen names them -> ours, and how the value is read. */
type Keys = Readonly<Record<string, readonly [name: string, convert: Convert]>>;

const same: Convert = (value) => value;
const part: Convert = (value, path, importing) => importing.component(value, path);
const parts: Convert = (value, path, importing) =>
  Array.isArray(value)
    ? value.map((one: unknown, index) => importing.component(one, [...path, index]))
    : importing.refuse(path, 'Give a list of components.');
const model: Convert = (value, path, importing) => importing.model(value, path);

const team = {
  name: ['name', same],
  description: ['description', same],
  participants: ['participants', parts],
  termination_condition: ['terminationCondition', part],
  max_turns: ['maxTurns', same],
  emit_team_events: ['emitTeamEvents', same],
} satisfies Keys;
const agent = { name: ['name', same], description: ['description', same] } satisfies Keys;
const asksModel = {
  model_client: ['model', model],
  model_context: ['modelContext', part],
  model_client_stream: ['modelClientStream', same],
} satisfies Keys;

/** By the last part of AutoGen's provider. A class that is not here has no counterpart. */
const classes: Readonly<Record<string, Keys>> = {
  RoundRobinGroupChat: team,
  Swarm: team,
  SelectorGroupChat: {
    ...team,
    model_client: ['model', model],
    model_context: ['modelContext', part],
    model_client_streaming: ['modelClientStream', same],
    selector_prompt: ['selectorPrompt', same],
    allow_repeated_speaker: ['allowRepeatedSpeaker', same],
    max_selector_attempts: ['maxSelectorAttempts', same],
  },
  MagenticOneGroupChat: {
    ...team,
    model_client: ['model', model],
    max_stalls: ['maxStalls', same],
    final_answer_prompt: ['finalAnswerPrompt', same],
  },
  GraphFlow: { ...team, graph: ['graph', (value, path, importing) => graphOf(value, path, importing)] },
  AssistantAgent: {
    ...agent,
    ...asksModel,
    system_message: ['systemMessage', same],
    tools: ['tools', (value, path, importing) => importing.tools(value, path)],
    workbench: ['tools', (value, path, importing) => importing.workbench(value, path)],
    handoffs: ['handoffs', (value) => handoffsOf(value)],
    reflect_on_tool_use: ['reflectOnToolUse', same],
    tool_call_summary_format: ['toolCallSummaryFormat', same],
    max_tool_iterations: ['maxToolIterations', same],
  },
  UserProxyAgent: agent,
  SocietyOfMindAgent: {
    ...agent,
    team: ['team', part],
    model_client: ['model', model],
    model_context: ['modelContext', part],
    instruction: ['instruction', same],
    response_prompt: ['responsePrompt', same],
  },
  MaxMessageTermination: {
    max_messages: ['maxMessages', same],
    include_agent_event: ['includeAgentEvent', same],
  },
  TextMentionTermination: { text: ['text', same], sources: ['sources', same] },
  TokenUsageTermination: {
    max_total_token: ['maxTotalToken', same],
    max_prompt_token: ['maxPromptToken', same],
    max_completion_token: ['maxCompletionToken', same],
  },
  TimeoutTermination: { timeout_seconds: ['timeoutSeconds', same] },
  HandoffTermination: { target: ['target', same] },
  SourceMatchTermination: { sources: ['sources', same] },
  FunctionCallTermination: { function_name: ['functionName', same] },
  TextMessageTermination: { source: ['source', same] },
  StopMessageTermination: {},
  ExternalTermination: {},
  AndTerminationCondition: { conditions: ['conditions', parts] },
  OrTerminationCondition: { conditions: ['conditions', parts] },
  UnboundedChatCompletionContext: {},
  BufferedChatCompletionContext: { buffer_size: ['bufferSize', same] },
  HeadAndTailChatCompletionContext: { head_size: ['headSize', same], tail_size: ['tailSize', same] },
  TokenLimitedChatCompletionContext: { token_limit: ['tokenLimit', same] },
};

/** Keys that change nothing here: what AutoGen writes for its own use. */
const ignored: ReadonlySet<string> = new Set(['metadata', 'component_schema_override', 'input_func']);

/**
 * Reads a component of AutoGen or AutoGen Studio. Model clients become names; tools become names as well, because they contain Python.
 * Throws `invalid_input` with the paths of everything that has no counterpart here.
 */
export function fromAutoGen(given: unknown): ImportedComponent {
  const importing = new Importing();
  const component = importing.component(given, []);
  throwFaults(importing.faults);
  return {
    component: componentSchema.parse(component),
    models: Object.fromEntries(importing.models),
    tools: [...importing.toolNames],
  };
}

class Importing {
  readonly faults: TuteeError[] = [];
  readonly models = new Map<string, Readonly<Record<string, unknown>>>();
  readonly toolNames = new Set<string>();

  component(given: unknown, path: ComponentPath): unknown {
    const parsed = validate(autogenSchema, given);
    if (!parsed.ok) return this.refuse([...path, ...parsed.fault.path], parsed.fault.message);
    const { provider, config, label, description } = parsed.value;
    const name = provider.slice(provider.lastIndexOf('.') + 1);
    const keys = Object.hasOwn(classes, name) ? classes[name] : undefined;
    if (keys === undefined) return this.refuse([...path, 'provider'], `“${name}” has no counterpart here.`);
    return {
      provider: name,
      version: 1,
      ...(typeof label === 'string' && { label }),
      ...(typeof description === 'string' && { description }),
      config: this.#config(config, keys, [...path, 'config']),
    };
  }

  #config(
    config: Readonly<Record<string, unknown>>,
    keys: Keys,
    path: ComponentPath,
  ): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(config)) {
      // Null is how AutoGen writes a default. A system message of null means that there is none.
      if (isEmpty(value) && !(key === 'system_message' && value === null)) continue;
      const known = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (known === undefined) {
        if (!ignored.has(key)) this.refuse([...path, key], `“${key}” has no counterpart here. Remove it.`);
        continue;
      }
      const [name, convert] = known;
      const read = convert(value, [...path, key], this);
      made[name] =
        Array.isArray(made[name]) && Array.isArray(read)
          ? [...(made[name] as unknown[]), ...(read as unknown[])]
          : read;
    }
    return made;
  }

  /** The name under which `resources.models` must have it: the model's own. */
  model(given: unknown, path: ComponentPath): string {
    const parsed = validate(autogenSchema, given);
    if (!parsed.ok) {
      this.refuse([...path, ...parsed.fault.path], parsed.fault.message);
      return '-';
    }
    const { config } = parsed.value;
    const name = typeof config['model'] === 'string' ? config['model'] : 'model';
    this.models.set(name, config);
    return name;
  }

  tools(given: unknown, path: ComponentPath): unknown {
    if (!Array.isArray(given)) return this.refuse(path, 'Give a list of tools.');
    return given.map((tool: unknown, index) => {
      const config = validate(autogenSchema, tool);
      const name = config.ok ? config.value.config['name'] : undefined;
      if (typeof name !== 'string') return this.refuse([...path, index], 'This tool has no name.');
      this.toolNames.add(name);
      return name;
    });
  }

  /** A workbench of plain tools is those tools; one of a server is connected to by the program. */
  workbench(given: unknown, path: ComponentPath): unknown {
    const all: readonly unknown[] = Array.isArray(given) ? given : [given];
    return all.flatMap((one, index) => {
      const place = Array.isArray(given) ? [...path, index] : path;
      const parsed = validate(autogenSchema, one);
      const tools = parsed.ok ? parsed.value.config['tools'] : undefined;
      if (!Array.isArray(tools))
        return [
          this.refuse(
            place,
            'Only a workbench of plain tools has a counterpart here. Give its tools by name.',
          ),
        ];
      return this.tools(tools, [...place, 'config', 'tools']);
    });
  }

  refuse(path: ComponentPath, message: string): null {
    this.faults.push(componentFault(path, message));
    return null;
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function handoffsOf(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((one: unknown) => {
    const handoff = z.looseObject({ target: z.string() }).safeParse(one);
    if (!handoff.success) return one;
    const { target, description, name, message } = handoff.data;
    const texts = Object.entries({ description, name, message }).filter(
      ([, text]) => typeof text === 'string' && text !== '',
    );
    return { target, ...Object.fromEntries(texts) };
  });
}

const graphSchema = z.looseObject({
  nodes: z.record(
    z.string(),
    z.looseObject({
      name: z.string(),
      edges: z.array(
        z.looseObject({
          target: z.string(),
          condition: z.string().nullish(),
          condition_function: z.unknown().optional(),
          activation_group: z.string().nullish(),
          activation_condition: z.enum(['all', 'any']).nullish(),
        }),
      ),
      activation: z.enum(['all', 'any']).nullish(),
    }),
  ),
  default_start_node: z.string().nullish(),
});

function graphOf(value: unknown, path: ComponentPath, importing: Importing): unknown {
  const parsed = validate(graphSchema, value);
  if (!parsed.ok) return importing.refuse([...path, ...parsed.fault.path], parsed.fault.message);
  const { nodes, default_start_node: start } = parsed.value;
  return {
    nodes: Object.entries(nodes).map(([key, { name, edges, activation }]) => ({
      name,
      ...(activation && { activation }),
      edges: edges.map((edge, index) => {
        if (edge.condition_function != null)
          importing.refuse(
            [...path, 'nodes', key, 'edges', index],
            'A condition in Python has no counterpart here. Give a text.',
          );
        const { target, condition, activation_group: group, activation_condition: when } = edge;
        return {
          target,
          ...(condition && { condition }),
          ...(group && { activationGroup: group }),
          ...(when && { activationCondition: when }),
        };
      }),
    })),
    ...(start && { entryPoints: [start] }),
  };
}
