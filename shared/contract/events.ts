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
import { appEvents } from './app.ts';
import { backupEvents } from './backups.ts';
import { embeddingEvents } from './embedding.ts';
import { insideEvents } from './inside.ts';
import { knowledgeEvents } from './knowledge.ts';
import { memoryClientEvents } from './memory/memory-clients.ts';
import { memoryChangingEvents } from './memory/memory-changing.ts';
import { folderEvents } from './folders.ts';
import { projectEvents } from './projects.ts';
import { promptEvents } from './prompts.ts';
import { skillEvents } from './skills.ts';
import { toolEvents } from './tools.ts';
import { transferEvents } from './transfer.ts';

/** Every event of the main side. Deltas are applied in order; every other event carries the whole new value. */
export const events = {
  'conversation-changed': z.strictObject({ conversation: conversationSchema }),
  'conversation-removed': z.strictObject({ conversationId: idSchema }),
  /** Another branch of a conversation is shown: open it again. */
  'branch-changed': z.strictObject({ conversationId: idSchema }),
  /** A message joined the shown branch, after its parent; anything shown after that parent left the branch. */
  'message-start': z.strictObject({ message: messageViewSchema }),
  'message-delta': z.strictObject({
    conversationId: idSchema,
    messageId: idSchema,
    text: z.string(),
    reasoning: z.string(),
    /**
     * The offset of this chunk in text and reasoning, in UTF-16 units, so that a page that opened the conversation while the answer was
     * being written applies each chunk exactly once.
     */
    textAt: z.int().nonnegative(),
    reasoningAt: z.int().nonnegative(),
  }),
  /** An answer is delayed, until its next event. */
  'message-wait': z.strictObject({ conversationId: idSchema, messageId: idSchema, wait: answerWaitSchema }),
  /** The calls of an answer changed, or it goes on after they were decided: the message as it is now. */
  'message-calls': z.strictObject({ message: messageViewSchema }),
  /** The final state of a message. */
  'message-end': z.strictObject({ message: messageViewSchema }),
  /** The capture state of a message and what it taught. */
  'capture-changed': z.strictObject({
    conversationId: idSchema,
    messageId: idSchema,
    capture: captureStateSchema.nullable(),
    remembered: z.array(rememberedSchema),
  }),
  'memory-changed': z.strictObject({ memories: z.array(memorySchema) }),
  /**
   * Memories were forgotten for good: how many, the ids of up to 200 of them, and the chats whose messages lost words, which must be
   * opened again.
   */
  'memories-purged': z.strictObject({
    ids: z.array(idSchema),
    count: z.int().nonnegative(),
    conversationIds: z.array(idSchema),
  }),
  /** More memories changed than an event carries: reload what is shown. */
  'memories-reload': z.strictObject({}),
  /** The progress of a survey (`memories.map`, `memories.duplicates`), 0..1. */
  'memory-survey-progress': z.strictObject({ share: z.number().min(0).max(1) }),
  'memory-counts-changed': z.strictObject({ counts: memoryCountsSchema }),
  'settings-changed': settingsViewSchema,
  'model-changed': modelStatusSchema,
  ...appEvents,
  ...projectEvents,
  ...promptEvents,
  ...transferEvents,
  ...backupEvents,
  ...embeddingEvents,
  ...insideEvents,
  ...knowledgeEvents,
  ...agentEvents,
  ...agentRunEvents,
  ...memoryChangingEvents,
  ...memoryClientEvents,
  ...toolEvents,
  ...folderEvents,
  ...skillEvents,
};

export type Events = { readonly [Name in keyof typeof events]: z.output<(typeof events)[Name]> };
export type EventName = keyof Events;

/** An event with its name. */
export type AnyEvent = {
  readonly [Name in EventName]: { readonly name: Name; readonly payload: Events[Name] };
}[EventName];

/** Publishes an event: the only way from the main side to the page besides results of commands. */
export type Publish = <Name extends EventName>(name: Name, payload: Events[Name]) => void;
