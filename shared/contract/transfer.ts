/** Commands and events for files, imports and exports. */
import * as z from 'zod';
import { cueSchema, memoryKindSchema, memoryScopeSchema, memoryStatusSchema } from '../memory/memory.ts';
import { errorDataSchema } from '../errors.ts';
import { filledText, idSchema, limits, timeSchema } from '../text.ts';
import { command, nothing } from './command.ts';

/** The size of one part of an upload, in bytes: small enough not to block the event loop noticeably. */
export const partBytes = 192 * 1024;
/** The longest text for `imports.openText`, in UTF-16 code units. */
const pastedText = 500_000;

/** Base64 of at most `partBytes` bytes. */
export const partDataSchema = z
  .string({ error: 'A part of a file must be base64.' })
  .max(Math.ceil(partBytes / 3) * 4, { error: 'A part of a file is too large.' })
  .regex(/^[A-Za-z0-9+/]*={0,2}$/, { error: 'A part of a file must be base64.' });

const byFile = z.strictObject({ fileId: idSchema });
const byImport = z.strictObject({ importId: idSchema });
const fileName = z.string().min(1).max(255);

/** A file ready for the user to save. */
export const outgoingFileSchema = z.strictObject({
  fileId: idSchema,
  name: fileName,
  bytes: z.int().nonnegative(),
});

/** pasted: a list of another assistant's memories, pasted or in a file. chats: another assistant's export of chats. */
export const importFormatSchema = z.enum(['json', 'markdown', 'pasted', 'chats']);
export type ImportFormat = z.infer<typeof importFormatSchema>;

/** add: new. same: exists already. conflict: contradicts an existing memory; see importReasonSchema. */
export const importGroupSchema = z.enum(['add', 'same', 'conflict']);
export type ImportGroup = z.infer<typeof importGroupSchema>;

/** skip: does not import it. add: imports it in addition to the existing memory. replace: imports it in place of that. */
export const importDecisionSchema = z.enum(['skip', 'add', 'replace']);
export type ImportDecision = z.infer<typeof importDecisionSchema>;

/**
 * Why a row is a conflict. subject: a memory has the same subject. changed: the same memory has another text here. forgotten: it was
 * forgotten here, for good when `existing` is null. rejected: it was rejected in review; `existing` is null.
 */
export const importReasonSchema = z.enum(['subject', 'changed', 'forgotten', 'rejected']);

export const chatSourceSchema = z.enum(['chatgpt', 'claude']);
export type ChatSource = z.infer<typeof chatSourceSchema>;

/** new: not here. grown: here from an earlier import, with fewer messages. same: here already. */
export const importChatGroupSchema = z.enum(['new', 'grown', 'same']);

/** The chats of an export. */
export const importChatsSchema = z.strictObject({
  source: chatSourceSchema,
  counts: z.record(importChatGroupSchema, z.int()),
  messages: z.int(),
  /** Attached files and pictures, of which only the names are imported. */
  files: z.int(),
  /** True when the export says what the other assistant remembers of the user. */
  about: z.boolean(),
});
export type ImportChats = z.infer<typeof importChatsSchema>;

export const importChatRowSchema = z.strictObject({
  /** Position among the chats of the file, from 0. */
  row: z.int().nonnegative(),
  title: z.string(),
  createdAt: timeSchema,
  lastMessageAt: timeSchema,
  messages: z.int(),
  files: z.int(),
  group: importChatGroupSchema,
});
export type ImportChatRow = z.infer<typeof importChatRowSchema>;

export const importPreviewSchema = z.strictObject({
  importId: idSchema,
  name: z.string(),
  format: importFormatSchema,
  total: z.int(),
  counts: z.record(importGroupSchema, z.int()),
  /** What was left out, as plain sentences. */
  notes: z.array(z.string()),
  /** Null for memories. With chats, `total` and `counts` are of chats: `add` are new or have grown. */
  chats: importChatsSchema.nullable(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importRowSchema = z.strictObject({
  /** Position in the file, from 0. */
  row: z.int().nonnegative(),
  group: importGroupSchema,
  text: z.string(),
  kind: memoryKindSchema,
  status: memoryStatusSchema,
  cues: z.array(cueSchema),
  /** The scope it will have. */
  scope: memoryScopeSchema,
  /** The name of that assistant or project in the file; null: none. */
  scopeName: z.string().nullable(),
  reason: importReasonSchema.nullable(),
  /** The existing memory; null: none. */
  existing: z.strictObject({ id: idSchema, text: z.string(), status: memoryStatusSchema }).nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** The state of an import that was applied. */
export const importStateSchema = z.strictObject({
  importId: idSchema,
  name: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed', 'undone']),
  /** Memories imported so far, of `total`; chats when it imports chats. */
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  added: z.int().nonnegative(),
  replaced: z.int().nonnegative(),
  /** Imported as pending: they wait in the review queue. */
  pending: z.int().nonnegative(),
  /** Imported chats, new or grown, and messages. */
  chats: z.int().nonnegative(),
  messages: z.int().nonnegative(),
  error: errorDataSchema.nullable(),
});
export type ImportState = z.infer<typeof importStateSchema>;

export const transferCommands = {
  /** Begins the upload of a file of that size; its parts follow in order. Throws `invalid_input` when it is too large. */
  'files.begin': command(
    z.strictObject({ name: fileName, bytes: z.int().nonnegative() }),
    z.strictObject({ fileId: idSchema, partBytes: z.int() }),
  ),
  'files.part': command(
    z.strictObject({
      fileId: idSchema,
      /** The offset of this part in bytes; a part that is sent twice is ignored the second time. */
      offset: z.int().nonnegative(),
      data: partDataSchema,
    }),
    z.strictObject({ received: z.int() }),
  ),
  /** Also stops the reading of that file by `imports.open`, which then fails with `cancelled`. */
  'files.discard': command(byFile, nothing),
  /**
   * Saves a finished file. Desktop: asks the user where. Browser: `href` is to be opened as a download.
   */
  'files.save': command(
    byFile,
    z.strictObject({
      outcome: z.enum(['saved', 'cancelled', 'download']),
      href: z.string().nullable(),
      path: z.string().nullable(),
    }),
  ),

  /**
   * Reads an uploaded file and compares it with what is here. Changes nothing. `import-reading` events report how far it is with a large
   * one. Throws `cancelled` when the file was discarded meanwhile.
   */
  'imports.open': command(byFile, importPreviewSchema),
  /** The same for pasted text. Its memories are imported as pending. */
  'imports.openText': command(
    z.strictObject({ text: filledText(pastedText, 'The text') }),
    importPreviewSchema,
  ),
  'imports.rows': command(
    z.strictObject({
      importId: idSchema,
      group: importGroupSchema,
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    z.strictObject({ rows: z.array(importRowSchema), total: z.int() }),
  ),
  /** The chats of an opened export. */
  'imports.chats': command(
    z.strictObject({
      importId: idSchema,
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(100),
    }),
    z.strictObject({ chats: z.array(importChatRowSchema), total: z.int() }),
  ),
  /** Begins the import; `import-changed` events report its progress. For rows not in `rows`, new ones are added and `conflicts` decides. */
  'imports.apply': command(
    z.strictObject({
      importId: idSchema,
      conflicts: importDecisionSchema.default('skip'),
      rows: z
        .array(z.strictObject({ row: z.int().nonnegative(), decision: importDecisionSchema }))
        .max(20_000)
        .default([]),
      /** Rows of chats that are left out. */
      skipChats: z.array(z.int().nonnegative()).max(20_000).default([]),
      /** True: what the user's own messages in the chats teach waits on the Review tab. */
      propose: z.boolean().default(true),
    }),
    importStateSchema,
  ),
  /** Cancels a preview or a running import and removes everything it added. */
  'imports.cancel': command(byImport, nothing),
  /** Undoes a whole import. Memories changed and chats continued since stay and are counted. */
  'imports.undo': command(
    byImport,
    z.strictObject({ removed: z.int(), kept: z.int(), chats: z.int(), chatsKept: z.int() }),
  ),

  'exports.memories': command(
    z.strictObject({ format: z.enum(['json', 'markdown']) }),
    z.strictObject({ ...outgoingFileSchema.shape, memories: z.int() }),
  ),
  /** A saved chat: in Markdown what is shown of it, in JSON all branches and attached files. All chats when `conversationId` is null. */
  'exports.chats': command(
    z
      .strictObject({ conversationId: idSchema.nullable(), format: z.enum(['json', 'markdown']) })
      .refine(({ conversationId, format }) => conversationId !== null || format === 'json', {
        error: 'All chats together are exported as JSON.',
        path: ['format'],
      }),
    z.strictObject({ ...outgoingFileSchema.shape, chats: z.int() }),
  ),
};

export const transferEvents = {
  'import-changed': importStateSchema,
  /** How much of an uploaded file `imports.open` has read, 0 to 1. */
  'import-reading': z.strictObject({ fileId: idSchema, share: z.number().min(0).max(1) }),
};

export const memoryFileLimits = {
  /** The largest file of memories, in bytes. Reading one needs two to three times that in memory. */
  bytes: 100 * 1024 * 1024,
  /** The largest text file that is read as a whole: a plain list or Markdown. */
  textBytes: 16 * 1024 * 1024,
  memories: 100_000,
  /** The most assistants and projects in one file. */
  scopes: 10_000,
  /** The most memories from one pasted text. */
  pasted: 1_000,
  text: limits.memoryText,
} as const;

export const chatFileLimits = {
  /** The largest export of chats, in bytes; for an archive, unpacked. */
  bytes: 4 * 1024 ** 3,
  /** The largest single chat in it, in bytes of JSON. It is in memory as a whole. */
  chatBytes: 32_000_000,
  /** The largest file of what another assistant remembers, beside the chats. */
  aboutBytes: 4_000_000,
  chats: 200_000,
} as const;
