/** Commands and events for runs of agents and teams in chats. */
import * as z from 'zod';
import { agentMessageSchema } from '../agents/messages.ts';
import { budgetSchema } from '../agents/run-budget.ts';
import { runAnswerSchema, runViewSchema, usageSumSchema } from '../agents/run-view.ts';
import { teamIdSchema } from '../agents/saved-team-id.ts';
import { teamComponentSchema } from '../agents/saved-team.ts';
import { conversationSchema } from '../conversation.ts';
import { filledText, idSchema, limits } from '../text.ts';
import { command, nothing } from './command.ts';

const byRun = z.strictObject({ runId: idSchema });
const theRun = z.strictObject({ run: runViewSchema });

const agentName = z.string().min(1).max(200);
const words = filledText(limits.messageText, 'The message');

export const agentRunCommands = {
  /**
   * Starts a run in a chat. The task and what the agents say become messages of the chat. A null `conversationId` starts a new chat.
   * Throws `no_model` when an agent needs a model and none is connected, `busy` while the chat is being answered.
   */
  'runs.start': command(
    z.strictObject({
      teamId: teamIdSchema,
      conversationId: idSchema.nullable(),
      task: filledText(limits.messageText, 'The task'),
      /** For a new chat. */
      temporary: z.boolean().default(false),
      /** The project of a new chat; null: none. Ignored for a temporary one. */
      projectId: idSchema.nullable().default(null),
      /** Records the run for `runs.replay`. Ignored in a temporary chat. */
      record: z.boolean().default(false),
    }),
    z.strictObject({ run: runViewSchema, conversation: conversationSchema }),
  ),
  /**
   * Answers one of `run.requests` by its id, and resumes the run. A request with purpose `budget` is answered by a message with one of
   * its `choices`, or by `raise`.
   */
  'runs.answer': command(
    z.strictObject({ runId: idSchema, requestId: z.string().min(1).max(100), answer: runAnswerSchema }),
    theRun,
  ),
  /** Adds a message for all agents before the next turn. Continues a run that has ended. */
  'runs.say': command(z.strictObject({ runId: idSchema, text: words }), theRun),
  /** Pauses the run before its next turn. */
  'runs.pause': command(byRun, theRun),
  /**
   * Resumes a run after a pause, a stop, a failure, or an interruption by closing the app. `budget` raises the limits (doubles them when
   * it is empty); a run whose budget is used up needs it.
   */
  'runs.resume': command(z.strictObject({ runId: idSchema, budget: budgetSchema.optional() }), theRun),
  /**
   * Interrupts the current turns at once and repeats them, with the message if there is one. For a run that has ended, the message acts
   * as `runs.say`.
   */
  'runs.interrupt': command(z.strictObject({ runId: idSchema, text: words.optional() }), theRun),
  /**
   * From its next turn on, the person speaks for this agent of a team, until `runs.handBack`: the run sends them requests as to a user
   * proxy. Throws `invalid_input` when the run has no agent of this name.
   */
  'runs.takeOver': command(z.strictObject({ runId: idSchema, agent: agentName }), theRun),
  /** From its next turn on, the agent speaks for itself again. Resumes a run that waits for the person in its place. */
  'runs.handBack': command(z.strictObject({ runId: idSchema, agent: agentName }), theRun),
  /** Ends the run at once; it can be resumed. */
  'runs.stop': command(byRun, theRun),
  /** Newest first. Runs of a temporary chat are listed only by its `conversationId`. */
  'runs.list': command(
    z.strictObject({
      teamId: teamIdSchema.optional(),
      conversationId: idSchema.optional(),
      /** `nextCursor` of the previous page. */
      cursor: z.string().max(100).nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.strictObject({ items: z.array(runViewSchema), total: z.int(), nextCursor: z.string().nullable() }),
  ),
  'runs.get': command(
    byRun,
    z.strictObject({
      run: runViewSchema,
      /** All messages and events in order, the task first. */
      messages: z.array(agentMessageSchema),
      /** The messages being written, with their text so far; further chunks are appended. */
      writing: z.array(
        z.strictObject({
          messageId: z.string(),
          source: z.string(),
          channel: z.enum(['answer', 'thought']),
          text: z.string(),
        }),
      ),
      /** In the order of their first model request. */
      usageByAgent: z.array(z.strictObject({ agent: z.string(), ...usageSumSchema.shape })),
      /** The component the run was started with; null when it was not stored. */
      component: teamComponentSchema.nullable(),
    }),
  ),
  /**
   * Replays a recorded run: models, people, memories and tools are replaced by their recorded answers. Throws `not_found` when it was
   * not recorded.
   */
  'runs.replay': command(
    byRun,
    z.strictObject({
      /** True: every replayed message equals the recorded one byte by byte. */
      same: z.boolean(),
      /** The number of equal messages. */
      messages: z.int().nonnegative(),
      /** The first difference, or why the replay is incomplete; null: neither. */
      reason: z.string().nullable(),
    }),
  ),
  /**
   * Stops the run and deletes it from the history. Its messages stay in the chat, its usage in the sums. It can be restored for at least
   * a minute.
   */
  'runs.delete': command(byRun, nothing),
  /** Throws `not_found` for a run that was not deleted or was purged. */
  'runs.restore': command(byRun, theRun),
  /**
   * The usage of the last `days` days: of runs, of answers in plain chats (agent "Tutee") and of memory capture (agent "Tutee
   * (learning)"). Deleted runs and chats are included; temporary chats are not.
   */
  'runs.usage': command(
    z.strictObject({ days: z.int().min(1).max(3_650).default(30) }),
    z.strictObject({
      total: usageSumSchema,
      /** `day` is YYYY-MM-DD in local time; newest first. */
      byDay: z.array(z.strictObject({ day: z.string(), ...usageSumSchema.shape })),
      byAgent: z.array(z.strictObject({ agent: z.string(), ...usageSumSchema.shape })),
      byModel: z.array(z.strictObject({ model: z.string(), ...usageSumSchema.shape })),
      /** The latest 100 runs that are not deleted. */
      byRun: z.array(z.strictObject({ runId: idSchema, name: z.string(), ...usageSumSchema.shape })),
    }),
  ),
};

export const agentRunEvents = {
  /**
   * A message or event of a run. Chunks of a message being written (ModelClientStreamingChunkEvent) come a few times a second; `at` is
   * the offset of the chunk in that message and channel, in UTF-16 units, so that a page that opened the run meanwhile applies each
   * chunk once. `at` is null for everything else.
   */
  'run-message': z.strictObject({
    runId: idSchema,
    conversationId: idSchema.nullable(),
    message: agentMessageSchema,
    at: z.int().nonnegative().nullable(),
  }),
  /** The new state of a run, without its messages. */
  'run-changed': z.strictObject({ run: runViewSchema }),
  'run-removed': z.strictObject({ runId: idSchema }),
};
