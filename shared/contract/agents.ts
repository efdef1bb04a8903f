/** Agents and teams: those saved, those that come with Tutee, and what they can be made of. */
import * as z from 'zod';
import {
  componentFaultSchema,
  savedTeamSchema,
  teamComponentSchema,
  teamIdSchema,
  teamSummarySchema,
} from '../agents/saved-team.ts';
import { nameText, idSchema, limits, timeSchema } from '../text.ts';
import { command, nothing } from './command.ts';

const saved = z.strictObject({ team: savedTeamSchema });
const agentName = z.string().min(1).max(200);
/** A file of one component. */
const mostText = 1_000_000;

const optionsSchema = z.strictObject({
  /** What `model` of an agent may be: `default` is whatever model Settings say at the time. */
  models: z.array(
    z.strictObject({
      name: z.string(),
      label: z.string(),
      /** True when requests never leave this machine. */
      local: z.boolean(),
    }),
  ),
  /** What `tools` of an agent may name. approval: a person is asked before each call. */
  tools: z.array(z.strictObject({ name: z.string(), description: z.string(), approval: z.boolean() })),
  /** What `memories` of an agent may name. */
  memories: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  /** Every component that may be used, with the version to write and the form of its config as a JSON schema. */
  providers: z.array(
    z.strictObject({
      provider: z.string(),
      kind: z.enum(['participant', 'termination', 'context', 'tool', 'model']),
      version: z.int().positive(),
      config: z.record(z.string(), z.unknown()),
    }),
  ),
});
export type AgentOptions = z.infer<typeof optionsSchema>;

export const agentCommands = {
  /** Saved ones last changed first; no two versions of one have the same `updatedAt`; the gallery in its own order. */
  'agents.list': command(
    nothing,
    z.strictObject({ saved: z.array(teamSummarySchema), gallery: z.array(teamSummarySchema) }),
  ),
  'agents.get': command(z.strictObject({ id: teamIdSchema }), saved),
  /** Whether it could be built, and all that is at fault if not, each with its path. Saves nothing. */
  'agents.check': command(
    z.strictObject({ component: teamComponentSchema }),
    z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true) }),
      z.strictObject({ ok: z.literal(false), faults: z.array(componentFaultSchema).min(1) }),
    ]),
  ),
  /**
   * A null `id` saves a new one. What cannot be built is refused, with the path of the fault in `error.field`. `basedOn` is the
   * `updatedAt` of what was changed: refused as `changed_since` when there is a later one. Without it, it takes the place of
   * whatever is there.
   */
  'agents.save': command(
    z.strictObject({
      id: idSchema.nullable(),
      name: nameText(limits.title, 'The name'),
      component: teamComponentSchema,
      basedOn: timeSchema.optional(),
      /** Agents in it that have another name since: what they were taught by themselves stays theirs. */
      renamed: z
        .array(z.strictObject({ from: agentName, to: agentName }))
        .max(200)
        .default([]),
    }),
    saved,
  ),
  /** Its runs stay. It can be brought back for 30 days. */
  'agents.delete': command(z.strictObject({ id: idSchema }), nothing),
  'agents.restore': command(z.strictObject({ id: idSchema }), saved),
  /** Saves what a file says as a new one; refused with the reason and the path of the fault. */
  'agents.import': command(
    z.strictObject({
      text: z.string({ error: 'A component must be text.' }).max(mostText, {
        error: 'This file is too large to be an agent or a team.',
      }),
    }),
    saved,
  ),
  /** `text` is the component as JSON, for a file of that name. */
  'agents.export': command(
    z.strictObject({ id: teamIdSchema }),
    z.strictObject({ fileName: z.string(), text: z.string() }),
  ),
  /** What forms may offer. Asks the server of Settings for its models; without an answer `default` alone is given. */
  'agents.options': command(nothing, optionsSchema),
};

export const agentEvents = {
  /** Something saved came, changed or went: the list is to be read anew. */
  'agents-changed': z.strictObject({}),
};
