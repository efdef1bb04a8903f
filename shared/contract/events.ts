import * as z from 'zod';
import {
  answerWaitSchema,
  captureStateSchema,
  conversationSchema,
  messageViewSchema,
} from '../conversation.ts';
import { memoryCountsSchema } from '../memory/memory-filter.ts';
import { memorySchema, rememberedSchema } from '../memory/memory.ts';
import { modelStatusSchema } from '../models/model.ts';
import { settingsViewSchema } from '../settings.ts';
import { idSchema } from '../text.ts';
import { agentRunEvents } from './agent-runs.ts';
import { agentEvents } from './agents.ts';
import { backupEvents } from './backups.ts';
import { comparingEvents } from './comparing.ts';
import { memoryChangingEvents } from './memory-changing.ts';
import { projectEvents } from './projects.ts';
import { transferEvents } from './transfer.ts';

/** Every event the main side pushes. Deltas are applied in order; every other event carries the whole new value. */
export const events = {
  'conversation-changed': z.strictObject({ conversation: conversationSchema }),
  'conversation-removed': z.strictObject({ conversationId: idSchema }),
  /** Another branch of a conversation is shown: it is to be opened anew. */
  'branch-changed': z.strictObject({ conversationId: idSchema }),
  /** A message joined the shown branch, after its parent; anything shown after that parent left the branch. */
  'message-start': z.strictObject({ message: messageViewSchema }),
  'message-delta': z.strictObject({
    conversationId: idSchema,
    messageId: idSchema,
    text: z.string(),
    reasoning: z.string(),
    /**
     * How many UTF-16 units of text and reasoning came before this piece. With them a page that opened the conversation
     * while the answer was being written applies each piece exactly once.
     */
    textAt: z.int().nonnegative(),
    reasoningAt: z.int().nonnegative(),
  }),
  /** Nothing of an answer comes for a while. In force until something does. */
  'message-wait': z.strictObject({ conversationId: idSchema, messageId: idSchema, wait: answerWaitSchema }),
  /** The final state of a message, whatever became of it. */
  'message-end': z.strictObject({ message: messageViewSchema }),
  /** What was learned from a user message, or that learning failed. */
  'capture-changed': z.strictObject({
    conversationId: idSchema,
    messageId: idSchema,
    capture: captureStateSchema.nullable(),
    remembered: z.array(rememberedSchema),
  }),
  'memory-changed': z.strictObject({ memories: z.array(memorySchema) }),
  /**
   * Memories were forgotten for good: how many, the ids of up to 200 of them, and chats whose messages lost words, which are
   * to be opened anew.
   */
  'memories-purged': z.strictObject({
    ids: z.array(idSchema),
    count: z.int().nonnegative(),
    conversationIds: z.array(idSchema),
  }),
  /** More memories changed than an event carries: what is shown is to be read anew. */
  'memories-reload': z.strictObject({}),
  /** How much of a survey (`memories.map`, `memories.duplicates`) is worked out, 0..1. */
  'memory-survey-progress': z.strictObject({ share: z.number().min(0).max(1) }),
  'memory-counts-changed': z.strictObject({ counts: memoryCountsSchema }),
  'settings-changed': settingsViewSchema,
  'model-changed': modelStatusSchema,
  ...projectEvents,
  ...transferEvents,
  ...backupEvents,
  ...comparingEvents,
  ...agentEvents,
  ...agentRunEvents,
  ...memoryChangingEvents,
};

export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
export type EventName = keyof Events;

/** One event on its way to the page. */
export type AnyEvent = {
  readonly [Name in EventName]: { readonly name: Name; readonly payload: Events[Name] };
}[EventName];

/** Says that something happened; the one way from the main side to the page besides answers to commands. */
export type Publish = <Name extends EventName>(name: Name, payload: Events[Name]) => void;
