import { expect, it } from 'vitest';
import { uuid7 } from '#main/store/database/uuid7.ts';
import type { Memory } from '#shared/memory/memory.ts';
import { byUser, fromDialog, memoryValue } from '../../support/memory-samples.ts';
import { inspect, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
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
  const dataDir = temporaryFolder();
  const store = openStore(dataDir);
  const imports = new MemoryImports(inspect(dataDir));
  const [kept, swept] = [imported('I live in Ghent.', 'active'), imported('I live in Gent.', 'forgotten')];
  const importId = uuid7();
  imports.begin(importId, 'memories.json', 1);
  imports.add(
    importId,
    [kept, swept].map((memory) => ({ memory, vectors: null })),
  );
  store.forgetting.purge([swept.id], { at: 2, chats: false, keepRejections: false });
  const histories = [swept, kept].map(({ id }) => ({ id, supersededBy: null, events: [] }));
  imports.finishMemories(importId, histories, byUser());
  imports.finish(importId);
  expect(store.memories.get(swept.id)).toBeUndefined();
  expect(store.memories.history(kept.id)).toHaveLength(1);
});
