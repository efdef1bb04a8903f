import { expect, it } from 'vitest';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { Memory } from '#shared/memory/memory.ts';
import { byUser, fromDialog, memoryValue } from '../../support/memory-samples.ts';
import { openMemories } from '../../support/open-store.ts';
import { MemoryImports } from '#main/store/transfer/memory-imports.ts';

function imported(text: string, status: Memory['status']): Memory {
  return {
    ...memoryValue(text, { status }),
    id: uuid7(),
    source: fromDialog,
    createdAt: 1,
    updatedAt: 1,
    statusSince: 1,
    lastUsedAt: null,
    useCount: 0,
    confirmCount: 0,
    supersededBy: null,
  };
}

it('an import continues without memories that were removed for good between two of its steps', () => {
  const { database, memories } = openMemories();
  const imports = new MemoryImports(database);
  const [kept, swept] = [imported('I live in Ghent.', 'active'), imported('I live in Gent.', 'forgotten')];
  const importId = uuid7();
  imports.begin(importId, 'memories.json', 1);
  imports.add(
    importId,
    [kept, swept].map((memory) => ({ memory, vectors: null })),
  );
  database.prepare('DELETE FROM memories WHERE public_id = ?').run(swept.id);
  const histories = [swept, kept].map(({ id }) => ({ id, supersededBy: null, events: [] }));
  imports.finishMemories(importId, histories, byUser());
  imports.finish(importId);
  expect(memories.get(swept.id)).toBeUndefined();
  expect(memories.history(kept.id)).toHaveLength(1);
});
