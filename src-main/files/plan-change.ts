/** What a call would make of a file. Planned alike for the user to see and when it happens. */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { FileRefusal } from './file-refusal.ts';
import { findInFolder } from './find-in-folder.ts';
import type { FindOptions, Found } from './find-in-folder.ts';
import { bytesOf, exactText, MOST_WRITTEN, sizeOf } from './read-found.ts';

/** Of a text that a call gives whole, in UTF-16 units: calls are kept up to 200,000. */
const MOST_CONTENT = 150_000;

const path = z
  .string()
  .min(1)
  .max(2_000)
  .describe('The path, beginning with the name of the folder: Notes/plans/a.md');

export const writeParameters = z.object({
  path,
  content: z.string().max(MOST_CONTENT).describe('The whole text of the file.'),
});

export const editParameters = z.object({
  path,
  edits: z
    .array(
      z.object({
        old_text: z
          .string()
          .min(1)
          .max(MOST_CONTENT)
          .describe('Text that stands in the file exactly like this.'),
        new_text: z.string().max(MOST_CONTENT).describe('What it becomes.'),
        all: z.boolean().optional().describe('true: wherever it stands. Otherwise it must stand there once.'),
      }),
    )
    .min(1)
    .max(50),
});

/** The name of a tool that changes files, with its arguments. */
export type ChangeCall =
  | ({ readonly tool: 'write_file' } & z.infer<typeof writeParameters>)
  | ({ readonly tool: 'edit_file' } & z.infer<typeof editParameters>);

export interface PlannedChange {
  readonly found: Found;
  /** Null: the file is not there. */
  readonly before: string | null;
  readonly after: string;
  /** Of path and both texts: tells whether the user was shown this change or another. */
  readonly digest: string;
}

/** Throws FileRefusal. */
export async function planChange(
  call: ChangeCall,
  options: Omit<FindOptions, 'forWriting'>,
): Promise<PlannedChange> {
  const found = await findInFolder(call.path, { ...options, forWriting: true });
  if (found.path === found.folder.path)
    throw new FileRefusal('That is a folder. Give the path of a file in it.');
  if (found.stats !== null && !found.stats.isFile()) throw new FileRefusal(`“${found.label}” is not a file.`);
  const before = found.stats === null ? null : exactText(await bytesOf(found, MOST_WRITTEN), found.label);
  const after = changed(call, before, found.label);
  if (Buffer.byteLength(after) > MOST_WRITTEN)
    throw new FileRefusal(
      `“${found.label}” would have more than ${sizeOf(MOST_WRITTEN)}. Write less into it.`,
    );
  if (after === before) throw new FileRefusal(`“${found.label}” says that already. Nothing would change.`);
  return { found, before, after, digest: digestOf(JSON.stringify([found.path, before, after])) };
}

/** What a call made of a text, for a call that has been made. Throws FileRefusal. */
export function changed(call: ChangeCall, before: string | null, label: string): string {
  if (call.tool === 'write_file') return before === null ? call.content : likeBefore(call.content, before);
  if (before === null) throw new FileRefusal(`There is no “${label}”. Use write_file to create it.`);
  return call.edits.reduce((text, edit, index) => edited(text, edit, `${label}, edit ${index + 1}`), before);
}

/** Hexadecimal. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function edited(text: string, edit: z.infer<typeof editParameters>['edits'][number], label: string): string {
  const old = likeBefore(edit.old_text, text, false);
  const first = text.indexOf(old);
  if (first < 0)
    throw new FileRefusal(`${label}: the old text is not in the file. Read the file and copy it exactly.`);
  if (edit.all !== true && text.includes(old, first + 1))
    throw new FileRefusal(
      `${label}: the old text is there more than once. Give more of what is around it, or set all.`,
    );
  const next = likeBefore(edit.new_text, text, false);
  return edit.all === true
    ? text.replaceAll(old, () => next)
    : text.slice(0, first) + next + text.slice(first + old.length);
}

/** Models write lines as Unix does; a file of Windows keeps its own, and its mark at the beginning. */
function likeBefore(text: string, before: string, isWhole = true): string {
  const lines = isWindows(before) && !text.includes('\r') ? text.replaceAll('\n', '\r\n') : text;
  return isWhole && before.startsWith('\uFEFF') && !lines.startsWith('\uFEFF') ? `\uFEFF${lines}` : lines;
}

/** Whether all its lines end as those of Windows do. */
export function isWindows(text: string): boolean {
  return text.includes('\r\n') && !/(?<!\r)\n/.test(text);
}
