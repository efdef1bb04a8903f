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
import type { Pause } from '../../engine/run/pause.ts';
import type { Tool } from '../../engine/tools/tool.ts';
import { MEMORY, OWN_MEMORY, TEAM_MEMORY } from '../memory/agent-scopes.ts';
import type { AgentMemories } from '../memory/run-teaching.ts';
import { takenNamesIn } from './taken-names.ts';
import { appTools } from '../tools/app-tools.ts';
import type { AppTool, AppToolPorts } from '../tools/app-tools.ts';

/** What the agents of one run work with. */
export interface RunParts {
  /** By the name that a component gives them. */
  readonly models: Readonly<Record<string, ChatModel>>;
  readonly memory: AgentMemories;
  /** Where people are asked. */
  readonly desk: InputRequests;
  /** Where the limits of requests are kept that a component names; of their own when not given. */
  readonly limits?: LimitedModels;
  /** How models wait before they are asked again. */
  readonly pause?: Pause;
  /** For a recording or a replay: what takes the place of a tool. */
  readonly wrapTool?: (tool: Tool) => Tool;
}

/** The name, in a component, of the model that Settings say. */
export const DEFAULT_MODEL = 'default';
/** Code is not run here: one that would is told so when it is built, and no form offers it. */
const RUNS_CODE = 'CodeExecutorAgent';

/** Makes agents and teams from components. What they may name is here and nowhere else: no address, no path, no code. */
export class TeamBuilder {
  readonly #registry: ComponentRegistry;
  readonly #participants: ReadonlySet<string>;
  readonly #now: () => number;

  constructor(registry: ComponentRegistry, now: () => number) {
    this.#registry = registry;
    const participants = registry.providers.filter(({ kind }) => kind === 'participant');
    this.#participants = new Set(participants.map(({ provider }) => provider));
    this.#now = now;
  }

  /** Throws `invalid_input` with the path of the fault. */
  build(component: unknown, parts: RunParts): Participant {
    return this.#registry.load('participant', component, this.#resources(parts));
  }

  #resources({
    models,
    memory,
    desk,
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
      userInput: desk,
      ...(limits !== undefined && { limits }),
      ...(pause !== undefined && { pause }),
      approver: new ApprovalPolicy({ rules: rulesOf(tools), otherwise: 'ask', person: desk }),
    };
  }

  /** Why it cannot be built, and who in it may not be called so, each with where; nothing when there is nothing against it. Which models there are is seen when it runs. */
  faults(component: unknown): readonly ComponentFault[] {
    const models = Object.fromEntries(namedModels(component).map((name) => [name, unasked(name)]));
    const parts = { models, memory: emptyMemory, desk: new InputRequests() };
    return [
      ...this.#registry.check('participant', component, this.#resources(parts)),
      ...takenNamesIn(component, this.#participants),
    ];
  }

  /** What forms may offer, models apart. */
  options(): Omit<AgentOptions, 'models'> {
    const tools = this.#tools(() => Promise.resolve([]));
    return {
      tools: tools.map(({ tool: { name, description }, approval }) => ({ name, description, approval })),
      memories,
      providers: this.#registry.describe().filter(({ provider }) => provider !== RUNS_CODE),
    };
  }

  #tools(searchMemories: AppToolPorts['searchMemories']): readonly AppTool[] {
    return appTools({ searchMemories, now: this.#now });
  }
}

function rulesOf(tools: readonly AppTool[]): Record<string, ApprovalRule> {
  return Object.fromEntries(tools.map(({ tool, approval }) => [tool.name, approval ? 'ask' : 'allow']));
}

/** Stands for a model while a component is only checked. */
function unasked(name: string): ChatModel {
  return {
    name,
    local: true,
    stream: () => {
      throw new TuteeError('internal', 'A component that is only checked asked its model.');
    },
  };
}

/** Whose memory an agent may have. */
const memories: AgentOptions['memories'] = [
  { name: MEMORY, description: 'What Tutee remembers of you everywhere. What you say here is taught to it.' },
  { name: OWN_MEMORY, description: 'Beside that, what this agent is taught. Nobody else comes to know it.' },
  { name: TEAM_MEMORY, description: 'Beside that, what this team is taught, for those in it who have this.' },
];

const emptyMemory: RunParts['memory'] = {
  of: () => ({ query: () => Promise.resolve({ results: [], text: '' }) }),
  search: () => Promise.resolve([]),
};
