import type { AgentOptions } from '#shared/contract/agents.ts';
import type { ComponentFault } from '#shared/agents/saved-team.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { Participant } from '../../engine/agents/participant.ts';
import { namedModels } from '../../engine/components/named-models.ts';
import type { ComponentResources } from '../../engine/components/component-kinds.ts';
import type { ComponentRegistry } from '../../engine/components/component-registry.ts';
import type { LimitedModels } from '../../engine/model-clients/rate-limits.ts';
import { ApprovalPolicy } from '../../engine/people/approval-policy.ts';
import type { ApprovalRule } from '../../engine/people/approval-policy.ts';
import { InputRequests } from '../../engine/people/input-requests.ts';
import type { CodeExecutor } from '../../engine/ports.ts';
import type { Delay } from '../../engine/run/delay.ts';
import type { Tool } from '../../engine/tools/tool.ts';
import { MEMORY, OWN_MEMORY, TEAM_MEMORY } from '../memory/agent-scopes.ts';
import type { AgentMemories } from '../memory/run-teaching.ts';
import { reservedNames } from './reserved-names.ts';
import { appTools } from '../tools/app-tools.ts';
import type { AppTool, AppToolPorts } from '../tools/app-tools.ts';

/** The resources that the agents of one run use. */
export interface RunParts {
  /** By their name in the component. */
  readonly models: Readonly<Record<string, ChatModel>>;
  readonly memory: AgentMemories;
  /** The channel for requests to people. */
  readonly inputRequests: InputRequests;
  /** The rate limits of the models; new ones when absent. */
  readonly limits?: LimitedModels;
  /** Awaited before a model request is retried. */
  readonly pause?: Delay;
  /** Replaces each tool, for a recording or a replay. */
  readonly wrapTool?: (tool: Tool) => Tool;
}

/** The name that stands for the model of the settings in a component. */
export const DEFAULT_MODEL = 'default';
/** Not offered in forms, because the app does not execute code; building one throws. */
const RUNS_CODE = 'CodeExecutorAgent';

/** Builds agents and teams from components. They can only use the resources given here: no addresses, paths or code. */
export class TeamBuilder {
  readonly #registry: ComponentRegistry;
  readonly #participants: ReadonlySet<string>;
  readonly #now: () => number;
  readonly #runCode: CodeExecutor;
  readonly #serverTools: () => readonly AppTool[];

  /** @param serverTools those of servers that the user added, as they are now; left out: none. */
  constructor(
    registry: ComponentRegistry,
    now: () => number,
    runCode: CodeExecutor,
    serverTools: () => readonly AppTool[] = () => [],
  ) {
    this.#registry = registry;
    const participants = registry.providers.filter(({ kind }) => kind === 'participant');
    this.#participants = new Set(participants.map(({ provider }) => provider));
    this.#now = now;
    this.#runCode = runCode;
    this.#serverTools = serverTools;
  }

  /** Throws `invalid_input` with the path of the fault in `field`. */
  build(component: unknown, parts: RunParts): Participant {
    return this.#registry.load('participant', component, this.#resources(parts));
  }

  #resources({
    models,
    memory,
    inputRequests,
    wrapTool = (tool) => tool,
    limits,
    pause,
  }: RunParts): ComponentResources {
    const tools = this.#tools((query, caller) => memory.search(query, caller));
    return {
      models,
      memories: Object.fromEntries(
        memories.map(({ name }) => [name, (agent: string) => memory.of(agent, name)]),
      ),
      tools: Object.fromEntries(tools.map(({ tool }) => [tool.name, wrapTool(tool)])),
      userInput: inputRequests,
      ...(limits !== undefined && { limits }),
      ...(pause !== undefined && { pause }),
      approver: new ApprovalPolicy({ rules: rulesOf(tools), otherwise: 'ask', person: inputRequests }),
    };
  }

  /** All faults that prevent it from being built or saved, each with its path; empty: none. Whether its models exist is not checked. */
  faults(component: unknown): readonly ComponentFault[] {
    const models = Object.fromEntries(namedModels(component).map((name) => [name, unasked(name)]));
    const parts = { models, memory: emptyMemory, inputRequests: new InputRequests() };
    return [
      ...this.#registry.check('participant', component, this.#resources(parts)),
      ...reservedNames(component, this.#participants),
    ];
  }

  /** What forms offer, without models. */
  options(): Omit<AgentOptions, 'models'> {
    const tools = this.#tools(() => Promise.resolve([]));
    return {
      tools: tools.map(({ tool: { name, description }, approval }) => ({ name, description, approval })),
      memories,
      providers: this.#registry.describe().filter(({ provider }) => provider !== RUNS_CODE),
    };
  }

  #tools(searchMemories: AppToolPorts['searchMemories']): readonly AppTool[] {
    return [...appTools({ searchMemories, now: this.#now, runCode: this.#runCode }), ...this.#serverTools()];
  }
}

function rulesOf(tools: readonly AppTool[]): Record<string, ApprovalRule> {
  return Object.fromEntries(tools.map(({ tool, approval }) => [tool.name, approval ? 'ask' : 'allow']));
}

/** A placeholder for a model while a component is checked. */
function unasked(name: string): ChatModel {
  return {
    name,
    local: true,
    stream: () => {
      throw new TuteeError('internal', 'A component that is only checked asked its model.');
    },
  };
}

/** The memories that an agent may have. */
const memories: AgentOptions['memories'] = [
  { name: MEMORY, description: 'What Tutee remembers of you everywhere. What you say here is taught to it.' },
  { name: OWN_MEMORY, description: 'Beside that, what this agent is taught. Nobody else comes to know it.' },
  { name: TEAM_MEMORY, description: 'Beside that, what this team is taught, for those in it who have this.' },
];

const emptyMemory: RunParts['memory'] = {
  of: () => ({ query: () => Promise.resolve({ results: [], text: '' }) }),
  search: () => Promise.resolve([]),
};
