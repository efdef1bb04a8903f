/** Files: an agent that reads and changes a file in a folder and nowhere else, and the change taken back. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssistantAgent, createFileTools, ScriptedChatModel, undoFileChange } from 'tutee/engine';
import type { FileChange } from 'tutee/engine';
import { printRun } from './print-run.ts';

export async function main(): Promise<string[]> {
  const path = mkdtempSync(join(tmpdir(), 'notes-'));
  try {
    writeFileSync(join(path, 'todo.md'), '- bread\n- milk\n');
    const changes: FileChange[] = [];
    const agent = new AssistantAgent({
      name: 'assistant',
      tools: createFileTools({
        folders: [{ path, name: 'Notes', mayWrite: true }],
        onChange: (change) => changes.push(change),
      }),
      maxToolIterations: 3,
      modelClient: new ScriptedChatModel([
        {
          when: { toolResultIncludes: 'must not lead up' },
          reply: 'Oat milk it is; the other file is out of reach.',
        },
        {
          when: { toolResultIncludes: 'Changed' },
          reply: '',
          toolCalls: [{ name: 'read_file', arguments: { path: 'Notes/../secret.txt' } }],
        },
        {
          reply: '',
          toolCalls: [
            {
              name: 'edit_file',
              arguments: { path: 'Notes/todo.md', edits: [{ old_text: 'milk', new_text: 'oat milk' }] },
            },
          ],
        },
      ]),
    });
    const lines = await printRun(agent.runStream('Oat milk, please, and what is in secret.txt?'));
    const changed = readFileSync(join(path, 'todo.md'), 'utf8');
    for (const change of changes) await undoFileChange(change);
    return [...lines, changed, readFileSync(join(path, 'todo.md'), 'utf8')];
  } finally {
    rmSync(path, { recursive: true });
  }
}

if (import.meta.main) await main();
