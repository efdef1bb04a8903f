/** Memories and everything else on their way in and out: files, imports, exports, backups. */
import * as z from 'zod';
import { cueSchema, memoryKindSchema, memoryScopeSchema, memoryStatusSchema } from '../memory/memory.ts';
import { errorDataSchema } from '../errors.ts';
import { filledText, idSchema, limits } from '../text.ts';
import { command, nothing } from './command.ts';

/** Bytes of one part of a file on its way in: small enough that taking it in is not felt. */
export const partBytes = 192 * 1024;
/** Longest text that may be pasted, in UTF-16 code units. */
const pastedText = 500_000;

const byFile = z.strictObject({ fileId: idSchema });
const byImport = z.strictObject({ importId: idSchema });
const fileName = z.string().min(1).max(255);

/** A file that waits to be saved by the user. */
export const outgoingFileSchema = z.strictObject({
  fileId: idSchema,
  name: fileName,
  bytes: z.int().nonnegative(),
});

export const importFormatSchema = z.enum(['json', 'markdown', 'pasted']);
export type ImportFormat = z.infer<typeof importFormatSchema>;

/** add: new here. same: already here, nothing to do. conflict: something else is said here about the same. */
export const importGroupSchema = z.enum(['add', 'same', 'conflict']);
export type ImportGroup = z.infer<typeof importGroupSchema>;

/** skip: leave it out. add: take it in beside what is here. replace: take it in instead of what is here. */
export const importDecisionSchema = z.enum(['skip', 'add', 'replace']);
export type ImportDecision = z.infer<typeof importDecisionSchema>;

/**
 * Why a row is a conflict. subject: another memory is about the same. changed: the same memory says something else here.
 * forgotten: you forgot it here, for good when nothing is here. rejected: you rejected it in review; nothing is here.
 */
export const importReasonSchema = z.enum(['subject', 'changed', 'forgotten', 'rejected']);

export const importPreviewSchema = z.strictObject({
  importId: idSchema,
  name: z.string(),
  format: importFormatSchema,
  total: z.int(),
  counts: z.record(importGroupSchema, z.int()),
  /** What was left out while reading, as plain sentences. */
  notes: z.array(z.string()),
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
  /** Where it will apply. */
  scope: memoryScopeSchema,
  /** What the file calls that assistant or project; null when it does not say. */
  scopeName: z.string().nullable(),
  reason: importReasonSchema.nullable(),
  /** What is here already; null for what is new. */
  existing: z.strictObject({ id: idSchema, text: z.string(), status: memoryStatusSchema }).nullable(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

/** An import from the moment it is applied. */
export const importStateSchema = z.strictObject({
  importId: idSchema,
  name: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed', 'undone']),
  /** Of `total` memories. */
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  added: z.int().nonnegative(),
  replaced: z.int().nonnegative(),
  /** Taken in as pending: they wait on the Review tab. */
  pending: z.int().nonnegative(),
  error: errorDataSchema.nullable(),
});
export type ImportState = z.infer<typeof importStateSchema>;

export const transferCommands = {
  /** Begins to take in a file of that size; its parts follow in order. `invalid_input` when it is too large. */
  'files.begin': command(
    z.strictObject({ name: fileName, bytes: z.int().nonnegative() }),
    z.strictObject({ fileId: idSchema, partBytes: z.int() }),
  ),
  'files.part': command(
    z.strictObject({
      fileId: idSchema,
      /** Bytes before this part; a part that was sent twice is taken once. */
      offset: z.int().nonnegative(),
      /** Base64 of at most `partBytes` bytes. */
      data: z
        .string({ error: 'A part of a file must be base64.' })
        .max(Math.ceil(partBytes / 3) * 4, { error: 'A part of a file is too large.' })
        .regex(/^[A-Za-z0-9+/]*={0,2}$/, { error: 'A part of a file must be base64.' }),
    }),
    z.strictObject({ received: z.int() }),
  ),
  'files.discard': command(byFile, nothing),
  /**
   * Hands a finished file to the user. Desktop: asks where to put it. Browser: `href` is to be opened as a download.
   */
  'files.save': command(
    byFile,
    z.strictObject({
      outcome: z.enum(['saved', 'cancelled', 'download']),
      href: z.string().nullable(),
      path: z.string().nullable(),
    }),
  ),

  /** Reads a received file and compares it with what is here; changes nothing. */
  'imports.open': command(byFile, importPreviewSchema),
  /** The same for pasted text. What it holds goes to the Review tab. */
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
  /** Begins; `import-changed` events tell how it goes. Rows left out of `rows`: new ones are added, `conflicts` holds for conflicts. */
  'imports.apply': command(
    z.strictObject({
      importId: idSchema,
      conflicts: importDecisionSchema.default('skip'),
      rows: z
        .array(z.strictObject({ row: z.int().nonnegative(), decision: importDecisionSchema }))
        .max(20_000)
        .default([]),
    }),
    importStateSchema,
  ),
  /** Ends a preview or a running import; nothing of it stays. */
  'imports.cancel': command(byImport, nothing),
  /** Takes a whole import back. Memories that were changed since stay, and are counted. */
  'imports.undo': command(byImport, z.strictObject({ removed: z.int(), kept: z.int() })),

  'exports.memories': command(
    z.strictObject({ format: z.enum(['json', 'markdown']) }),
    z.strictObject({ ...outgoingFileSchema.shape, memories: z.int() }),
  ),
};

export const transferEvents = {
  'import-changed': importStateSchema,
};

export const memoryFileLimits = {
  /** Largest file of memories that is read, in bytes: what it says is then in memory, in two or three times the room. */
  bytes: 100 * 1024 * 1024,
  /** Largest text that is read as one: a list by hand, or in Markdown. */
  textBytes: 16 * 1024 * 1024,
  memories: 100_000,
  /** Assistants and projects that a file names. */
  scopes: 10_000,
  /** Most memories taken from one pasted text. */
  pasted: 1_000,
  text: limits.memoryText,
} as const;
