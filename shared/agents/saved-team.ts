import * as z from 'zod';
import { idSchema, timeSchema } from '../text.ts';
import { boundedJson } from './bounded-json.ts';

/** Of a team that comes with Tutee. It cannot be changed; saving it without an id makes a copy of one's own. */
const galleryId = /^gallery:[a-z]+(-[a-z]+){0,8}$/;

/** A saved agent or team, or one of the gallery. */
export const teamIdSchema = z.union([
  idSchema,
  z.string().max(80).regex(galleryId, { error: 'That is not a team of Tutee.' }),
]);

/** An agent or a team as data: what it is, in which version of its form, and how it is set up. */
export const teamComponentSchema = boundedJson(500_000, 'A component');

export const teamSummarySchema = z.strictObject({
  id: teamIdSchema,
  name: z.string(),
  /** What it is for; empty when nobody said. */
  description: z.string(),
  /** assistant, person and code are single agents; other: a provider this Tutee does not know. */
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
  /** Names of those directly in it, in order; none for a single agent. */
  participants: z.array(z.string()),
  /** Null: it came with Tutee. */
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
