/** Runs of agents and teams in chats: started, watched, stepped into, gone on with, and looked at later. */
import * as z from 'zod';
import { agentMessageSchema } from '../agents/messages.ts';
import { budgetSchema } from '../agents/run-budget.ts';
import { runAnswerSchema, runViewSchema, usageSumSchema } from '../agents/run-view.ts';
import { teamComponentSchema, teamIdSchema } from '../agents/saved-team.ts';
import { conversationSchema } from '../conversation.ts';
import { filledText, idSchema, limits } from '../text.ts';
import { command, nothing } from './command.ts';

const byRun = z.strictObject({ runId: idSchema });
const theRun = z.strictObject({ run: runViewSchema });

const agentName = z.string().min(1).max(200);
const words = filledText(limits.messageText, 'The message');

export const agentRunCommands = {
  /**
   * Begins a run in a chat: the task is its next message, and what the agents say are messages of it by their names. A null
   * `conversationId` starts a new chat. Throws `no_model` when an agent needs a model and none is connected, `busy` when
   * something is being answered in that chat.
   */
  'runs.start': command(
    z.strictObject({
      teamId: teamIdSchema,
      conversationId: idSchema.nullable(),
      task: filledText(limits.messageText, 'The task'),
      /** For a new chat. */
      temporary: z.boolean().default(false),
      /** Where a new chat belongs; null: to no project, as a temporary one always. */
      projectId: idSchema.nullable().default(null),
      /** Keeps what models were asked and answered, piece by piece, for `runs.replay`. Never in a temporary chat. */
      record: z.boolean().default(false),
    }),
    z.strictObject({ run: runViewSchema, conversation: conversationSchema }),
  ),
  /**
   * Answers what the run asked, by its id in `run.requests`; the run goes on. When half of its budget is used (purpose
   * `budget`) the answer is a message with one of the `choices`, or `raise`.
   */
  'runs.answer': command(
    z.strictObject({ runId: idSchema, requestId: z.string().min(1).max(100), answer: runAnswerSchema }),
    theRun,
  ),
  /** Says something to everybody in the run before the next turn. A run that has ended goes on with it. */
  'runs.say': command(z.strictObject({ runId: idSchema, text: words }), theRun),
  /** Holds the run before its next turn. */
  'runs.pause': command(byRun, theRun),
  /**
   * Goes on where it is: after a pause, a stop, a failure, or when Tutee was closed in the middle of it. One whose budget is
   * used up needs a larger one (`budget`; with no limit in it, as much again); so may any other be given.
   */
  'runs.resume': command(z.strictObject({ runId: idSchema, budget: budgetSchema.optional() }), theRun),
  /**
   * Stops whoever speaks, at once; the turn is taken anew, by then knowing these words, which everybody hears. A run that is
   * not on any more takes words as `runs.say` does.
   */
  'runs.interrupt': command(z.strictObject({ runId: idSchema, text: words.optional() }), theRun),
  /**
   * From its next turn the person speaks for this agent of a team, until `runs.handBack`: the run asks them, as it asks
   * whoever is a person. Throws `invalid_input` for a name that is no agent's in this run.
   */
  'runs.takeOver': command(z.strictObject({ runId: idSchema, agent: agentName }), theRun),
  /** From its next turn the agent speaks for itself again. A run that waits for the person in its place goes on. */
  'runs.handBack': command(z.strictObject({ runId: idSchema, agent: agentName }), theRun),
  /** Ends the run at once; it can be resumed. */
  'runs.stop': command(byRun, theRun),
  /** Newest first, without those of temporary chats unless that chat is asked for. */
  'runs.list': command(
    z.strictObject({
      teamId: teamIdSchema.optional(),
      conversationId: idSchema.optional(),
      /** `nextCursor` of the page before. */
      cursor: z.string().max(100).nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.strictObject({ items: z.array(runViewSchema), total: z.int(), nextCursor: z.string().nullable() }),
  ),
  'runs.get': command(
    byRun,
    z.strictObject({
      run: runViewSchema,
      /** Everything said and done, in order, the task first. */
      messages: z.array(agentMessageSchema),
      /** What is being written at this moment: the pieces so far, to which further ones are added. */
      writing: z.array(
        z.strictObject({
          messageId: z.string(),
          source: z.string(),
          channel: z.enum(['answer', 'thought']),
          text: z.string(),
        }),
      ),
      /** By agent, in the order in which they first asked a model. */
      usageByAgent: z.array(z.strictObject({ agent: z.string(), ...usageSumSchema.shape })),
      /** What ran; null when it was not kept. */
      component: teamComponentSchema.nullable(),
    }),
  ),
  /**
   * Runs a recorded run again without its models, people, memories and tools: what they answered is given again. Throws
   * `not_found` when nothing was recorded.
   */
  'runs.replay': command(
    byRun,
    z.strictObject({
      /** True: every message came out as it was, to the byte. */
      same: z.boolean(),
      /** How many messages came out as they were. */
      messages: z.int().nonnegative(),
      /** What was otherwise, or why not all of it could be repeated. */
      reason: z.string().nullable(),
    }),
  ),
  /**
   * Deletes the run from the history; what was said stays in the chat, what it used in the sums. Stops it first. It can be
   * brought back for a minute, and for longer while Tutee is on and no other is deleted.
   */
  'runs.delete': command(byRun, nothing),
  /** Throws `not_found` for a run that was not deleted, or is gone for good. */
  'runs.restore': command(byRun, theRun),
  /**
   * Sums of the last `days` days: of runs, of answers in plain chats (agent "Tutee") and of learning from chats (agent "Tutee
   * (learning)"). What was deleted since is included; temporary chats are not.
   */
  'runs.usage': command(
    z.strictObject({ days: z.int().min(1).max(3_650).default(30) }),
    z.strictObject({
      total: usageSumSchema,
      /** `day` is YYYY-MM-DD where this machine is; newest first. */
      byDay: z.array(z.strictObject({ day: z.string(), ...usageSumSchema.shape })),
      byAgent: z.array(z.strictObject({ agent: z.string(), ...usageSumSchema.shape })),
      byModel: z.array(z.strictObject({ model: z.string(), ...usageSumSchema.shape })),
      /** The latest 100 runs that are still there. */
      byRun: z.array(z.strictObject({ runId: idSchema, name: z.string(), ...usageSumSchema.shape })),
    }),
  ),
};

export const agentRunEvents = {
  /**
   * Something was said or done in a run. Pieces of a message being written (ModelClientStreamingChunkEvent) come a few times
   * a second; `at` is then how many UTF-16 units of that message and channel came before this piece, so that a page that
   * opened the run meanwhile applies each once. Null for everything else.
   */
  'run-message': z.strictObject({
    runId: idSchema,
    conversationId: idSchema.nullable(),
    message: agentMessageSchema,
    at: z.int().nonnegative().nullable(),
  }),
  /** The whole new state of a run, without its messages. */
  'run-changed': z.strictObject({ run: runViewSchema }),
  'run-removed': z.strictObject({ runId: idSchema }),
};
