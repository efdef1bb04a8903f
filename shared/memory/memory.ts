import * as z from 'zod';
import { filledText, idSchema, limits, timeSchema } from '../text.ts';

/**
 * fact: something true. preference: how the user likes things. instruction: how Tutee must behave.
 * skill: advice on how to do a kind of task.
 */
export const memoryKindSchema = z.enum(['fact', 'preference', 'instruction', 'skill']);
export type MemoryKind = z.infer<typeof memoryKindSchema>;

/** Only `active` memories are recalled. */
export const memoryStatusSchema = z.enum([
  'active',
  'pending',
  'paused',
  'superseded',
  'expired',
  'forgotten',
]);
export type MemoryStatus = z.infer<typeof memoryStatusSchema>;

/** When to recall a memory: for the question it answers, the task it helps with, the topic it applies to. */
export const cueSchema = z.strictObject({
  kind: z.enum(['question', 'task', 'topic']),
  text: filledText(limits.cueText, 'A cue'),
});
export type Cue = z.infer<typeof cueSchema>;

/** A label by which the user groups memories; stored in lower case. */
export const tagSchema = filledText(limits.tag, 'A tag').transform((tag) =>
  tag.replace(/\s+/gu, ' ').toLowerCase(),
);

/** Where a memory applies. */
export const memoryScopeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('everywhere') }),
  z.strictObject({ type: z.literal('assistant'), id: idSchema }),
  z.strictObject({ type: z.literal('project'), id: idSchema }),
]);
export type MemoryScope = z.infer<typeof memoryScopeSchema>;

/** told: explicit teaching in a chat. dialog: the Teach dialog. rules, model: implicit capture. import: from a file. client: another program, through MCP. */
export const memoryOriginSchema = z.enum(['told', 'dialog', 'rules', 'model', 'import', 'client']);
export type MemoryOrigin = z.infer<typeof memoryOriginSchema>;

/** The message that taught a memory; `quote` keeps its words when the conversation is deleted. */
export const memorySourceSchema = z.strictObject({
  origin: memoryOriginSchema,
  conversationId: idSchema.nullable(),
  messageId: idSchema.nullable(),
  quote: z.string().nullable(),
});
export type MemorySource = z.infer<typeof memorySourceSchema>;

/** The fields of a memory that teaching, editing and undo change. */
export const memoryValueSchema = z.strictObject({
  kind: memoryKindSchema,
  text: filledText(limits.memoryText, 'A memory'),
  cues: z.array(cueSchema).max(limits.cues),
  /** Unique, in alphabetical order. */
  tags: z.array(tagSchema).max(limits.tags),
  /**
   * What the memory is about, in a normal form ("my favourite colour"), if a rule or model named it. A newer memory of the same
   * subject supersedes the older. Null: unknown; no rule supersedes by it.
   */
  subject: z.string().max(limits.cueText).nullable(),
  scope: memoryScopeSchema,
  status: memoryStatusSchema,
  pinned: z.boolean(),
  private: z.boolean(),
  /** The memory expires at this time; null: never. */
  validUntil: timeSchema.nullable(),
});
export type MemoryValue = z.infer<typeof memoryValueSchema>;

export const memorySchema = z.strictObject({
  ...memoryValueSchema.shape,
  id: idSchema,
  source: memorySourceSchema,
  createdAt: timeSchema,
  updatedAt: timeSchema,
  /** When its status last changed; a forgotten memory stays in the bin for 30 days from then. */
  statusSince: timeSchema,
  lastUsedAt: timeSchema.nullable(),
  /** The number of answers it was sent with. */
  useCount: z.int().nonnegative(),
  /** How often the user repeated it. */
  confirmCount: z.int().nonnegative(),
  /** The memory that replaced this one, when superseded. */
  supersededBy: idSchema.nullable(),
});
export type Memory = z.infer<typeof memorySchema>;

export const memoryActorSchema = z.enum(['user', 'capture', 'import', 'system']);
export type MemoryActor = z.infer<typeof memoryActorSchema>;

export const memoryActionSchema = z.enum([
  'learned',
  'edited',
  'confirmed',
  'superseded',
  'paused',
  'resumed',
  'pinned',
  'unpinned',
  /** Made private (kept_private) or no longer private (shared). */
  'kept_private',
  'shared',
  'tagged',
  /** Moved to another scope. */
  'moved',
  /** `validUntil` was set. */
  'dated',
  'expired',
  'corrected',
  /** Merged with others, which are superseded. */
  'merged',
  'approved',
  'rejected',
  'forgotten',
  'restored',
  'undone',
]);
export type MemoryAction = z.infer<typeof memoryActionSchema>;

/** One event of a memory's append-only history. Events of one user-visible change share `changeId`. */
export const memoryEventSchema = z.strictObject({
  id: idSchema,
  changeId: idSchema,
  memoryId: idSchema,
  at: timeSchema,
  actor: memoryActorSchema,
  action: memoryActionSchema,
  before: memoryValueSchema.nullable(),
  after: memoryValueSchema.nullable(),
  conversationId: idSchema.nullable(),
  messageId: idSchema.nullable(),
});
export type MemoryEvent = z.infer<typeof memoryEventSchema>;

/** What a message taught, for the chip under it. */
export const rememberedSchema = z.strictObject({
  changeId: idSchema,
  memoryId: idSchema,
  kind: memoryKindSchema,
  /** The current text of the memory. */
  text: z.string(),
  /** Its current scope. */
  scope: memoryScopeSchema,
  /**
   * proposed: it waits in the review queue. approved: the user approved it there. forgot: the message had it forgotten; undo restores
   * it. kept: what is left of a memory of which the message had a part forgotten.
   */
  action: z.enum(['added', 'updated', 'replaced', 'confirmed', 'proposed', 'approved', 'forgot', 'kept']),
  /** The text that it replaced or updated; null: none. */
  replacedText: z.string().nullable(),
  /** True after Undo, Forget or Reject: the chip stays, struck through, so that the chat does not jump. */
  undone: z.boolean(),
});
export type Remembered = z.infer<typeof rememberedSchema>;
