import * as z from 'zod';
import { timeSchema } from '../text.ts';
import { boundedJson } from './bounded-json.ts';
import { introductionSchema } from './introduction.ts';
import { teamIdSchema } from './saved-team-id.ts';

/** An agent or a team as a declarative component: provider, version and config. */
export const teamComponentSchema = boundedJson(500_000, 'A component');

export const teamSummarySchema = z.strictObject({
  id: teamIdSchema,
  name: z.string(),
  /** Empty when it has none. */
  description: z.string(),
  /** assistant, person and code are single agents; other: an unknown provider. */
  kind: z.enum([
    'assistant',
    'person',
    'code',
    'round-robin',
    'selector',
    'swarm',
    'graph',
    'magentic-one',
    'society-of-mind',
    'two-agent-chat',
    'sequential-chats',
    'nested-chat',
    'other',
  ]),
  /** Names of its direct participants, in order; empty for a single agent. */
  participants: z.array(z.string()),
  /** How it looks in chats; absent: it has said nothing about itself. */
  introduction: introductionSchema.exactOptional(),
  /** Null: a gallery team. */
  updatedAt: timeSchema.nullable(),
});
export type TeamSummary = z.infer<typeof teamSummarySchema>;

export const savedTeamSchema = z.strictObject({
  ...teamSummarySchema.shape,
  component: teamComponentSchema,
});
export type SavedTeam = z.infer<typeof savedTeamSchema>;

/** Why a component cannot be built, and where: a dotted path such as `config.participants.1.config.model`. */
export const componentFaultSchema = z.strictObject({ path: z.string(), message: z.string() });
export type ComponentFault = z.infer<typeof componentFaultSchema>;
