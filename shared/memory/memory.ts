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

/** When a memory should come to mind: the question it answers, the task it helps with, the topic it governs. */
export const cueSchema = z.strictObject({
  kind: z.enum(['question', 'task', 'topic']),
  text: filledText(limits.cueText, 'A cue'),
});
export type Cue = z.infer<typeof cueSchema>;

/** A word or two of the user's own to group memories by; compared as written, in lower case. */
export const tagSchema = filledText(limits.tag, 'A tag').transform((tag) =>
  tag.replace(/\s+/gu, ' ').toLowerCase(),
);

/** Where a memory applies. Assistants and projects come later; the store already has room for them. */
export const memoryScopeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('everywhere') }),
  z.strictObject({ type: z.literal('assistant'), id: idSchema }),
  z.strictObject({ type: z.literal('project'), id: idSchema }),
]);
export type MemoryScope = z.infer<typeof memoryScopeSchema>;

/** told: "remember that …" in a chat. dialog: the Teach dialog. rules, model: learned by itself. import: from a file. */
export const memoryOriginSchema = z.enum(['told', 'dialog', 'rules', 'model', 'import']);
export type MemoryOrigin = z.infer<typeof memoryOriginSchema>;

/** The message that taught a memory; `quote` keeps the words even when the conversation is deleted. */
export const memorySourceSchema = z.strictObject({
  origin: memoryOriginSchema,
  conversationId: idSchema.nullable(),
  messageId: idSchema.nullable(),
  quote: z.string().nullable(),
});
export type MemorySource = z.infer<typeof memorySourceSchema>;

/** The part of a memory that teaching, editing and undo change. */
export const memoryValueSchema = z.strictObject({
  kind: memoryKindSchema,
  text: filledText(limits.memoryText, 'A memory'),
  cues: z.array(cueSchema).max(limits.cues),
  /** Each once, in alphabetical order. */
  tags: z.array(tagSchema).max(limits.tags),
  /**
   * What the memory is about, in a normal form ("my favourite colour"), when a rule or model could name it.
   * A newer memory of the same subject supersedes the older. Null: unknown, nothing is superseded by rule.
   */
  subject: z.string().max(limits.cueText).nullable(),
  scope: memoryScopeSchema,
  status: memoryStatusSchema,
  pinned: z.boolean(),
  private: z.boolean(),
  /** After this moment the memory is expired; null: for good. */
  validUntil: timeSchema.nullable(),
});
export type MemoryValue = z.infer<typeof memoryValueSchema>;

export const memorySchema = z.strictObject({
  ...memoryValueSchema.shape,
  id: idSchema,
  source: memorySourceSchema,
  createdAt: timeSchema,
  updatedAt: timeSchema,
  /** When it came into its status; a forgotten memory stays in the bin for 30 days from then. */
  statusSince: timeSchema,
  lastUsedAt: timeSchema.nullable(),
  /** In how many answers it was sent. */
  useCount: z.int().nonnegative(),
  /** How often the user said the same again. */
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
  /** Made private, or no longer. */
  'kept_private',
  'shared',
  'tagged',
  /** To another scope. */
  'moved',
  /** Until when it holds. */
  'dated',
  'expired',
  'corrected',
  /** Took in others that said the same; those are superseded. */
  'merged',
  'approved',
  'rejected',
  'forgotten',
  'restored',
  'undone',
]);
export type MemoryAction = z.infer<typeof memoryActionSchema>;

/** One line of a memory's append-only history. Events of one user-visible change share `changeId`. */
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

/** What a message taught, as the chip under it shows it. */
export const rememberedSchema = z.strictObject({
  changeId: idSchema,
  memoryId: idSchema,
  kind: memoryKindSchema,
  /** The memory's text as it is now. */
  text: z.string(),
  /** Where it applies now. */
  scope: memoryScopeSchema,
  /**
   * proposed: it waits for the user's word. approved: it did, and the user said yes. forgot: the message had it forgotten;
   * taking that back brings it back.
   */
  action: z.enum(['added', 'updated', 'replaced', 'confirmed', 'proposed', 'approved', 'forgot']),
  /** The earlier text that this one replaced or updated; null when nothing was. */
  replacedText: z.string().nullable(),
  /** True after Undo, Forget or Reject: the chip stays, struck through, so that the chat does not jump. */
  undone: z.boolean(),
});
export type Remembered = z.infer<typeof rememberedSchema>;
