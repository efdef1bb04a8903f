import * as z from 'zod';
import { agentNameSchema } from '../agents/agent-name.ts';
import { AssistantAgent } from '../agents/assistant-agent.ts';
import { CodeExecutorAgent } from '../agents/code-executor-agent.ts';
import { Handoff } from '../agents/handoff.ts';
import { outputFormat } from '../agents/output-format.ts';
import { UserProxyAgent } from '../people/user-proxy-agent.ts';
import { componentSchema, modelSpec } from './component.ts';
import type { ComponentModel } from './component.ts';
import { TuteeError } from '#shared/errors.ts';
import { requestParametersSchema } from '#shared/models/request-parameters.ts';
import type { ComponentParts } from './component-kinds.ts';
import type { ComponentRegistry } from './component-registry.ts';

const flag = z.boolean().exactOptional();
const text = z.string().exactOptional();

const assistantConfig = z.strictObject({
  name: agentNameSchema,
  description: text,
  systemMessage: z.string().nullable().exactOptional(),
  model: modelSpec,
  /** Tools by name, or components: an AgentTool or a TeamTool. */
  tools: z
    .array(
      z.union([z.string(), componentSchema], {
        error: 'Give the name of a tool as a string, or a component.',
      }),
    )
    .exactOptional(),
  memories: z.array(z.string()).exactOptional(),
  handoffs: z
    .array(
      z.union([
        z.string().min(1),
        z.strictObject({ target: z.string().min(1), description: text, name: text, message: text }),
      ]),
    )
    .exactOptional(),
  modelContext: componentSchema.exactOptional(),
  modelClientStream: flag,
  maxToolIterations: z.number().exactOptional(),
  parallelToolCalls: flag,
  reflectOnToolUse: flag,
  toolCallSummaryFormat: text,
  outputFormat: z
    .strictObject({ name: z.string().min(1), schema: z.record(z.string(), z.json()) })
    .exactOptional(),
  /** What every request of the agent asks for; no headers, which may hold secrets. */
  modelParameters: requestParametersSchema.omit({ headers: true, responseFormat: true }).exactOptional(),
});

const userConfig = z.strictObject({
  name: agentNameSchema,
  description: text,
  prompt: text,
  humanInputMode: z.enum(['ALWAYS', 'TERMINATE', 'NEVER']).exactOptional(),
  maxConsecutiveAutoReply: z.number().exactOptional(),
  defaultAutoReply: text,
  timeoutMs: z.number().positive().exactOptional(),
  onTimeout: z.enum(['later', 'auto-reply']).exactOptional(),
});

const codeConfig = z.strictObject({
  name: agentNameSchema,
  description: text,
  model: modelSpec.exactOptional(),
  systemMessage: z.string().nullable().exactOptional(),
  modelContext: componentSchema.exactOptional(),
  modelClientStream: flag,
  maxRetriesOnError: z.number().exactOptional(),
  sources: z.array(z.string()).exactOptional(),
  supportedLanguages: z.array(z.string()).exactOptional(),
});

export function addAgents(registry: ComponentRegistry): ComponentRegistry {
  const agent = { kind: 'participant', version: 1 } as const;
  return registry
    .add({ ...agent, provider: 'AssistantAgent', config: assistantConfig, build: buildAssistant })
    .add({
      ...agent,
      provider: 'UserProxyAgent',
      config: userConfig,
      build: (config, { resources: { userInput } }) => {
        if (userInput === undefined) throw missing('There is no way to ask a person here.');
        return new UserProxyAgent({ ...config, userInput });
      },
    })
    .add({ ...agent, provider: 'CodeExecutorAgent', config: codeConfig, build: buildCodeExecutor });
}

function buildAssistant(config: z.infer<typeof assistantConfig>, parts: ComponentParts): AssistantAgent {
  const {
    model,
    tools = [],
    memories = [],
    handoffs = [],
    modelContext,
    outputFormat: form,
    ...rest
  } = config;
  const { approver } = parts.resources;
  return new AssistantAgent({
    ...rest,
    ...contextOf(modelContext, parts),
    ...(form !== undefined && { outputFormat: outputFormat(form.name, form.schema) }),
    ...(approver !== undefined && { approver }),
    modelClient: parts.model(model, 'model'),
    tools: tools.map((given, index) =>
      typeof given === 'string'
        ? parts.named('tools', given, 'tools', index)
        : parts.build('tool', given, 'tools', index),
    ),
    memory: memories.map((memory, index) => {
      const found = parts.named('memories', memory, 'memories', index);
      return typeof found === 'function' ? found(config.name) : found;
    }),
    handoffs: handoffs.map((given) => (typeof given === 'string' ? given : new Handoff(given))),
  });
}

function buildCodeExecutor(config: z.infer<typeof codeConfig>, parts: ComponentParts): CodeExecutorAgent {
  const { model, modelContext, ...rest } = config;
  const { approver, codeExecutor } = parts.resources;
  if (codeExecutor === undefined) throw missing('Code cannot be run here.');
  return new CodeExecutorAgent({
    ...rest,
    ...contextOf(modelContext, parts),
    ...(approver !== undefined && { approver }),
    ...(model !== undefined && { modelClient: parts.model(model, 'model') }),
    codeExecutor,
  });
}

function contextOf(given: ComponentModel | undefined, parts: ComponentParts) {
  return given === undefined ? {} : { modelContext: parts.build('context', given, 'modelContext') };
}

function missing(message: string): TuteeError {
  return new TuteeError('invalid_input', message);
}
