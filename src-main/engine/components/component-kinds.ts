import type * as z from 'zod';
import type { ChatModel } from '#shared/models/model.ts';
import type { ChatCompletionContext } from '../context/chat-completion-context.ts';
import type { LimitedModels } from '../model-clients/rate-limits.ts';
import type { CodeExecutor, Memory, ToolCallApprover, UserInput } from '../ports.ts';
import type { Delay } from '../run/delay.ts';
import type { RunnableParticipant } from '../run/runnable.ts';
import type { TerminationCondition } from '../termination/termination-condition.ts';
import type { Tool } from '../tools/tool.ts';
import type { ComponentModel, ComponentPath, ModelSpec } from './component.ts';

/** The class that each kind of component is built into. */
export interface BuiltComponents {
  participant: RunnableParticipant;
  termination: TerminationCondition;
  context: ChatCompletionContext;
  tool: Tool;
  model: ChatModel;
}
export type ComponentKind = keyof BuiltComponents;

/** What components may refer to by name. A component reaches nothing else: no path, no address, no code. */
export interface ComponentResources {
  readonly models?: Readonly<Record<string, ChatModel>>;
  readonly tools?: Readonly<Record<string, Tool>>;
  /** A memory shared by all agents, or a function that returns the memory of one agent by its name. */
  readonly memories?: Readonly<Record<string, Memory | ((agent: string) => Memory)>>;
  /** Answers the requests of every UserProxyAgent. */
  readonly userInput?: UserInput;
  /** Approves the tool calls of all agents. */
  readonly approver?: ToolCallApprover;
  readonly codeExecutor?: CodeExecutor;
  /** Rate limits of `models`, when the caller manages them; by default each load creates its own. */
  readonly limits?: LimitedModels;
  /** Waits between retries; tests replace it. */
  readonly pause?: Delay;
}

/**
 * Builds the parts that a provider's config refers to. Paths are relative to the config and locate faults. A part that cannot
 * be built is recorded as a fault and replaced by a placeholder, so that the rest is checked too.
 */
export interface ComponentParts {
  build<Kind extends ComponentKind>(
    kind: Kind,
    given: ComponentModel,
    ...path: ComponentPath
  ): BuiltComponents[Kind];
  /** A model by name or from its component. */
  model(given: ModelSpec, ...path: ComponentPath): ChatModel;
  /** A resource by name. A missing one is recorded as a fault and replaced by a placeholder. */
  named<Group extends 'models' | 'tools' | 'memories'>(
    group: Group,
    name: string,
    ...path: ComponentPath
  ): NonNullable<ComponentResources[Group]>[string];
  readonly resources: ComponentResources;
}

/** How one class is built from data. */
export interface ComponentProvider<Kind extends ComponentKind, Config extends z.ZodType> {
  readonly kind: Kind;
  readonly provider: string;
  /** Version of the config's schema. Newer components are refused, older ones unless `upgrade` knows them. */
  readonly version: number;
  /** Should be strict, so that unknown keys are refused. */
  readonly config: Config;
  /** The config of an older version as one of this version, which is then checked; null for a version it does not know. */
  readonly upgrade?: (
    config: Readonly<Record<string, unknown>>,
    version: number,
  ) => Record<string, unknown> | null;
  readonly build: (config: z.infer<Config>, parts: ComponentParts) => BuiltComponents[Kind];
}
