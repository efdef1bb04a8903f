import * as z from 'zod';
import { diGraphSchema } from '../teams/graph/di-graph.ts';
import { GraphFlow } from '../teams/graph/graph-flow.ts';
import { MagenticOneGroupChat } from '../teams/magentic/magentic-one-group-chat.ts';
import { RoundRobinGroupChat } from '../teams/round-robin-group-chat.ts';
import { Swarm } from '../teams/swarm.ts';
import { addAgents } from './agent-providers.ts';
import { modelSpec } from './component.ts';
import { addChats } from './chat-providers.ts';
import { ComponentRegistry } from './component-registry.ts';
import { addContexts } from './context-providers.ts';
import { addModels } from './model-providers.ts';
import { selectorProvider } from './selector-provider.ts';
import { teamProvider } from './team-provider.ts';
import { addTerminations } from './termination-providers.ts';
import { addWrappers } from './wrapper-providers.ts';

/** A registry with all providers of the engine. Add your own, or start from an empty ComponentRegistry to allow less. */
export function standardComponents(): ComponentRegistry {
  const registry = new ComponentRegistry();
  addChats(addModels(addTerminations(addContexts(addWrappers(addAgents(registry))))));
  return registry
    .add(teamProvider('RoundRobinGroupChat', {}, (options) => new RoundRobinGroupChat(options)))
    .add(
      teamProvider(
        'Swarm',
        { maxConsecutiveTurns: z.number().exactOptional() },
        (options, own) => new Swarm({ ...options, ...own }),
      ),
    )
    .add(selectorProvider)
    .add(
      teamProvider(
        'GraphFlow',
        { graph: diGraphSchema },
        (options, { graph }) => new GraphFlow({ ...options, graph }),
      ),
    )
    .add(
      teamProvider(
        'MagenticOneGroupChat',
        {
          model: modelSpec,
          maxStalls: z.number().exactOptional(),
          finalAnswerPrompt: z.string().exactOptional(),
        },
        (options, { model, ...own }, parts) =>
          new MagenticOneGroupChat({
            ...options,
            ...own,
            modelClient: parts.model(model, 'model'),
          }),
      ),
    );
}
