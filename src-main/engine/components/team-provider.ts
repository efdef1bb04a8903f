import * as z from 'zod';
import type { RunnableParticipant } from '../run/runnable.ts';
import type { GroupChatOptions } from '../teams/base-group-chat.ts';
import { componentSchema } from './component.ts';
import type { ComponentParts, ComponentProvider } from './component-kinds.ts';

/** Config keys of every team. */
const common = {
  name: z.string().min(1).exactOptional(),
  description: z.string().exactOptional(),
  participants: z.array(componentSchema),
  terminationCondition: componentSchema.exactOptional(),
  maxTurns: z.number().exactOptional(),
  emitTeamEvents: z.boolean().exactOptional(),
  introductions: z.boolean().exactOptional(),
};
type TeamShape<Own extends z.ZodRawShape> = typeof common & Own;

/**
 * Creates the provider of a kind of team. `own` is the schema of the keys that this kind adds to those of every team.
 *
 *     registry.add(teamProvider('RoundRobinGroupChat', {}, (options) => new RoundRobinGroupChat(options)))
 */
export function teamProvider<Own extends z.ZodRawShape>(
  provider: string,
  own: Own,
  build: (
    options: GroupChatOptions,
    config: z.infer<z.ZodObject<Own, z.core.$strict>>,
    parts: ComponentParts,
  ) => RunnableParticipant,
): ComponentProvider<'participant', z.ZodObject<TeamShape<Own>, z.core.$strict>> {
  const commonOnly = z.object(common);
  const ownOnly = z.strictObject(own);
  return {
    kind: 'participant',
    provider,
    version: 1,
    config: z.strictObject({ ...common, ...own }),
    build: (config, parts) => {
      const { participants, terminationCondition: condition, ...rest } = commonOnly.parse(config);
      const options: GroupChatOptions = {
        ...rest,
        participants: participants.map((given, index) =>
          parts.build('participant', given, 'participants', index),
        ),
        ...(condition !== undefined && {
          terminationCondition: parts.build('termination', condition, 'terminationCondition'),
        }),
      };
      const beyond = Object.entries(config).filter(([key]) => !(key in common));
      return build(options, ownOnly.parse(Object.fromEntries(beyond)), parts);
    },
  };
}
