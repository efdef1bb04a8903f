/** Commands and events for agents and teams: the saved ones, the gallery, and the components to build them from. */
import * as z from 'zod';
import { introductionSchema } from '../agents/introduction.ts';
import { teamIdSchema } from '../agents/saved-team-id.ts';
import {
  componentFaultSchema,
  savedTeamSchema,
  teamComponentSchema,
  teamSummarySchema,
} from '../agents/saved-team.ts';
import { nameText, idSchema, limits, timeSchema } from '../text.ts';
import { command, nothing } from './command.ts';

const saved = z.strictObject({ team: savedTeamSchema });
const agentName = z.string().min(1).max(200);
/** The largest file of a component, in UTF-16 units. */
const mostText = 1_000_000;

const optionsSchema = z.strictObject({
  /** Values for `model` of an agent; `default` is the model of the settings at the time of the request. */
  models: z.array(
    z.strictObject({
      name: z.string(),
      label: z.string(),
      /** True when requests never leave this machine. */
      local: z.boolean(),
    }),
  ),
  /** Values for `tools` of an agent. approval: a person approves each call. */
  tools: z.array(z.strictObject({ name: z.string(), description: z.string(), approval: z.boolean() })),
  /** Values for `memories` of an agent. */
  memories: z.array(z.strictObject({ name: z.string(), description: z.string() })),
  /** Every available component provider, with its current version and the JSON schema of its config. */
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
  /** Saved ones newest change first; the gallery in a fixed order. Each version of a team has another `updatedAt`. */
  'agents.list': command(
    nothing,
    z.strictObject({ saved: z.array(teamSummarySchema), gallery: z.array(teamSummarySchema) }),
  ),
  'agents.get': command(z.strictObject({ id: teamIdSchema }), saved),
  /** Checks whether a component can be built, and returns all faults with their paths if not. Saves nothing. */
  'agents.check': command(
    z.strictObject({ component: teamComponentSchema }),
    z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true) }),
      z.strictObject({ ok: z.literal(false), faults: z.array(componentFaultSchema).min(1) }),
    ]),
  ),
  /**
   * A null `id` saves a new one. A component that cannot be built is rejected, with the path of the fault in `error.field`. `basedOn` is
   * the `updatedAt` of the version that was edited: throws `changed_since` when the stored one is newer. Without it, the stored version
   * is overwritten.
   */
  'agents.save': command(
    z.strictObject({
      id: idSchema.nullable(),
      name: nameText(limits.title, 'The name'),
      component: teamComponentSchema,
      basedOn: timeSchema.optional(),
      /** The agents renamed since, in order; they keep their own memories. */
      renamed: z
        .array(z.strictObject({ from: agentName, to: agentName }))
        .max(200)
        .default([]),
    }),
    saved,
  ),
  /** Sets how an agent looks in chats. Its component, and the version of it, stay as they are. Null: nothing is said. */
  'agents.introduce': command(
    z.strictObject({ id: idSchema, introduction: introductionSchema.nullable() }),
    saved,
  ),
  /** Its runs stay. It can be restored for 30 days. */
  'agents.delete': command(z.strictObject({ id: idSchema }), nothing),
  'agents.restore': command(z.strictObject({ id: idSchema }), saved),
  /** Saves the component of a file as a new one. Throws `invalid_input` with the path of the fault. */
  'agents.import': command(
    z.strictObject({
      text: z.string({ error: 'A component must be text.' }).max(mostText, {
        error: 'This file is too large to be an agent or a team.',
      }),
    }),
    saved,
  ),
  /** `text` is the component as JSON, to be saved as a file. */
  'agents.export': command(
    z.strictObject({ id: teamIdSchema }),
    z.strictObject({ fileName: z.string(), text: z.string() }),
  ),
  /** What forms offer. Asks the server of the settings for its models; when it does not answer, the only model is `default`. */
  'agents.options': command(nothing, optionsSchema),
};

export const agentEvents = {
  /** A saved agent or team was added, changed or deleted: reload the list. */
  'agents-changed': z.strictObject({}),
};
