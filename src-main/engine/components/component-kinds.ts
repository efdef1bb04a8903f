import type * as z from 'zod';
import type { ChatModel } from '#shared/models/model.ts';
import type { Participant } from '../agents/participant.ts';
import type { ChatCompletionContext } from '../context/chat-completion-context.ts';
import type { LimitedModels } from '../model-clients/rate-limits.ts';
import type { CodeExecutor, Memory, ToolCallApprover, UserInput } from '../ports.ts';
import type { Pause } from '../run/pause.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import type { Tool } from '../tools/tool.ts';
import type { ComponentModel, ComponentPath, ModelSpec } from './component.ts';

/** What each kind of component becomes. */
export interface BuiltComponents {
  participant: Participant;
  termination: TerminationCondition;
  context: ChatCompletionContext;
  tool: Tool;
  model: ChatModel;
}
export type ComponentKind = keyof BuiltComponents;

/** What components may name. Nothing else can be reached from a component: no path, no address, no code. */
export interface ComponentResources {
  readonly models?: Readonly<Record<string, ChatModel>>;
  readonly tools?: Readonly<Record<string, Tool>>;
  /** One that is not the same for all is asked for by the name of the agent. */
  readonly memories?: Readonly<Record<string, Memory | ((agent: string) => Memory)>>;
  /** Whom a UserProxyAgent asks. */
  readonly userInput?: UserInput;
  /** Decides about the tool calls of all agents. */
  readonly approver?: ToolCallApprover;
  readonly codeExecutor?: CodeExecutor;
  /** Who limits `models`, when they are limited already; else each load does it by itself. */
  readonly limits?: LimitedModels;
  /** How waits between tries are waited. */
  readonly pause?: Pause;
}

/**
 * For a provider: the parts that its config names. Paths are inside the config, for what a fault is said about. A part that
 * cannot be made is noted as a fault, and something stands in for it: so the rest is checked too.
 */
export interface ComponentParts {
  build<Kind extends ComponentKind>(
    kind: Kind,
    given: ComponentModel,
    ...path: ComponentPath
  ): BuiltComponents[Kind];
  /** A model by its name, or as its component says. */
  model(given: ModelSpec, ...path: ComponentPath): ChatModel;
  /** A resource by its name. What there is not is noted as a fault, and stood in for. */
  named<Group extends 'models' | 'tools' | 'memories'>(
    group: Group,
    name: string,
    ...path: ComponentPath
  ): NonNullable<ComponentResources[Group]>[string];
  readonly resources: ComponentResources;
}

/** How one class is made from data. */
export interface ComponentProvider<Kind extends ComponentKind, Config extends z.ZodType> {
  readonly kind: Kind;
  readonly provider: string;
  /** Of the form of its config. Components of another version are refused. */
  readonly version: number;
  /** Strict: what it does not know is refused. */
  readonly config: Config;
  readonly build: (config: z.infer<Config>, parts: ComponentParts) => BuiltComponents[Kind];
}
