import { expect, it, onTestFinished } from 'vitest';
import type { ImportState } from '#shared/contract/transfer.ts';
import { TestApp } from '../../support/app.ts';
import { exported, importFile, jsonFile, record, recordsIn } from '../../support/transfer.ts';

/** Memories as varied as their schema allows, some of them superseded by their neighbour. */
function tenThousand() {
  const kinds = ['fact', 'preference', 'instruction', 'skill'] as const;
  const statuses = ['active', 'active', 'active', 'paused', 'pending', 'forgotten', 'expired'] as const;
  const records = Array.from({ length: 10_000 }, (_, index) =>
    record(`Memory ${index}: číslo ${index * 7} 🎻 "quoted" \\ and so on.`, {
      kind: kinds[index % 4] ?? 'fact',
      status: statuses[index % 7] ?? 'active',
      cues: index % 3 === 0 ? [{ kind: 'question', text: `What is number ${index}?` }] : [],
      pinned: index % 50 === 0,
      private: index % 60 === 0,
      useCount: index % 5,
      lastUsedAt: index % 5 === 0 ? null : 2_000 + index,
      createdAt: 1_000 + index,
      updatedAt: 1_500 + index,
      validUntil: index % 90 === 0 ? 9_000_000_000_000 : null,
    }),
  );
  return records.map((each, index) => {
    const next = records[index + 1];
    if (index % 100 !== 0 || next === undefined) return each;
    const [first] = each.history;
    if (first?.after == null) throw new Error('A record has a history.');
    const after = { ...first.after, status: 'superseded' as const };
    const event = { ...first, after, supersededAfter: next.id };
    return { ...each, status: 'superseded' as const, supersededBy: next.id, history: [event] };
  });
}

it('a file of 10,000 memories is imported with progress and exported unchanged', async () => {
  const app = await TestApp.start();
  onTestFinished(() => app.stop());
  const records = tenThousand();
  expect(await importFile(app, jsonFile(records))).toMatchObject({ state: 'done', added: 10_000 });
  const progress = app.events
    .filter(({ name }) => name === 'import-changed')
    .map(({ payload }) => (payload as ImportState).done);
  expect(progress.length).toBeGreaterThan(20);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(recordsIn(await exported(app))).toEqual(records);
}, 300_000);
