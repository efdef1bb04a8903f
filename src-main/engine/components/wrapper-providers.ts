import * as z from 'zod';
import { agentNameSchema } from '../agents/agent-name.ts';
import { MessageFilterAgent } from '../agents/message-filter-agent.ts';
import { SocietyOfMindAgent } from '../agents/society-of-mind-agent.ts';
import { AgentTool } from '../tools/agent-tool.ts';
import { TeamTool } from '../tools/team-tool.ts';
import { componentSchema, modelSpec } from './component.ts';
import type { ComponentRegistry } from './component-registry.ts';

const text = z.string().exactOptional();

const societyConfig = z.strictObject({
  name: agentNameSchema,
  team: componentSchema,
  model: modelSpec,
  description: text,
  instruction: text,
  responsePrompt: text,
  modelContext: componentSchema.exactOptional(),
  modelClientStream: z.boolean().exactOptional(),
});

const filterConfig = z.strictObject({
  name: z.string().min(1).exactOptional(),
  wrappedAgent: componentSchema,
  filter: z.strictObject({
    perSource: z.array(
      z.strictObject({
        source: z.string().min(1),
        position: z.enum(['first', 'last']).exactOptional(),
        count: z.number().exactOptional(),
      }),
    ),
  }),
});

const runnerConfig = { returnValueAsLastMessage: z.boolean().exactOptional() };

/** Providers for agents and tools that wrap an agent or a team. */
export function addWrappers(registry: ComponentRegistry): ComponentRegistry {
  return registry
    .add({
      kind: 'participant',
      provider: 'SocietyOfMindAgent',
      version: 1,
      config: societyConfig,
      build: ({ team, model, modelContext, ...rest }, parts) =>
        new SocietyOfMindAgent({
          ...rest,
          team: parts.build('participant', team, 'team'),
          modelClient: parts.model(model, 'model'),
          ...(modelContext !== undefined && {
            modelContext: parts.build('context', modelContext, 'modelContext'),
          }),
        }),
    })
    .add({
      kind: 'participant',
      provider: 'MessageFilterAgent',
      version: 1,
      config: filterConfig,
      build: ({ wrappedAgent, ...rest }, parts) =>
        new MessageFilterAgent({
          ...rest,
          wrappedAgent: parts.build('participant', wrappedAgent, 'wrappedAgent'),
        }),
    })
    .add({
      kind: 'tool',
      provider: 'AgentTool',
      version: 1,
      config: z.strictObject({ ...runnerConfig, agent: componentSchema, name: text, description: text }),
      build: ({ agent, ...rest }, parts) => new AgentTool(parts.build('participant', agent, 'agent'), rest),
    })
    .add({
      kind: 'tool',
      provider: 'TeamTool',
      version: 1,
      config: z.strictObject({
        ...runnerConfig,
        team: componentSchema,
        name: z.string(),
        description: z.string(),
      }),
      build: ({ team, ...rest }, parts) => new TeamTool(parts.build('participant', team, 'team'), rest),
    });
}
