/** Commands for knowledge: folders and files that the answers of a project or an assistant draw on. */
import * as z from 'zod';
import {
  knowledgeFileSchema,
  knowledgeOwnerSchema,
  knowledgeSourceSchema,
  openedPassageSchema,
} from '../knowledge/knowledge.ts';
import { knowledgeLimits } from '../knowledge/limits.ts';
import { filledText, idSchema } from '../text.ts';
import { command, nothing } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const source = z.strictObject({ source: knowledgeSourceSchema });
const byCitation = z.strictObject({ messageId: idSchema, number: z.int().positive() });

export const knowledgeCommands = {
  /** In the order in which they were added. */
  'knowledge.list': command(
    z.strictObject({ owner: knowledgeOwnerSchema }),
    z.strictObject({ sources: z.array(knowledgeSourceSchema) }),
  ),
  /** Lets the user choose a folder, or one or several files; empty when the user cancelled. Throws `not_supported` in the browser shell. */
  'knowledge.choose': command(
    z.strictObject({ what: z.enum(['folder', 'files']) }),
    z.strictObject({ paths: z.array(z.string()) }),
  ),
  /**
   * Adds a folder or a file by its absolute path; it is read in the background. Throws `invalid_input` with the reason when it cannot be
   * added, and `not_found` when the owner is gone.
   */
  'knowledge.addPath': command(
    z.strictObject({
      owner: knowledgeOwnerSchema,
      path: filledText(knowledgeLimits.path, 'The path'),
      onlyHere: z.boolean().default(false),
    }),
    source,
  ),
  /** Adds files that arrived by `attachments.begin` and `attachments.part`. Tutee keeps them itself. Throws as `knowledge.addPath`. */
  'knowledge.addFiles': command(
    z.strictObject({
      owner: knowledgeOwnerSchema,
      uploadIds: z.array(idSchema).min(1).max(100),
      onlyHere: z.boolean().default(false),
    }),
    source,
  ),
  /** Throws `not_found`. */
  'knowledge.update': command(z.strictObject({ ...byId.shape, onlyHere: z.boolean() }), source),
  /** Its files stay where they are; nothing of them is kept. Can be undone for a minute. Throws `not_found`. */
  'knowledge.remove': command(byId, nothing),
  /** Throws `not_found`. */
  'knowledge.restore': command(byId, source),
  /** Looks for changes now. Throws `not_found`. */
  'knowledge.read': command(byId, nothing),
  /** Stops reading. Throws `not_found`. */
  'knowledge.stop': command(byId, nothing),
  /** Its files by path; with `faults`, only those that were not read. */
  'knowledge.files': command(
    z.strictObject({
      ...byId.shape,
      faults: z.boolean().default(false),
      offset: z.int().nonnegative().default(0),
      limit: z.int().positive().max(500).default(100),
    }),
    z.strictObject({ files: z.array(knowledgeFileSchema), total: z.int().nonnegative() }),
  ),
  /** A passage that an answer cites, with its surroundings. Throws `not_found`. */
  'knowledge.passage': command(byCitation, z.strictObject({ passage: openedPassageSchema })),
  /** Opens the file of a cited passage with the system's program for it. Throws `not_supported` in the browser shell, and `not_found`. */
  'knowledge.open': command(byCitation, nothing),
};

export const knowledgeEvents = {
  /** What an owner has, as it is now. */
  'knowledge-changed': z.strictObject({
    owner: knowledgeOwnerSchema,
    sources: z.array(knowledgeSourceSchema),
  }),
};
