import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ForgetForGood } from '#main/store/forgetting/forget-for-good.ts';
import { MemoryRepository } from '#main/store/memory-repository.ts';
import { openMemoryDatabase } from '#main/store/file/open-database.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { checkPages } from '../../support/store/check-pages.ts';
import { RandomUser, operation } from '../../support/store/random-user.ts';
import { propertyRuns } from '../../support/property-runs.ts';

function open() {
  const database = openMemoryDatabase();
  const memories = new MemoryRepository(database);
  const forgetting = new ForgetForGood(database, '/nowhere', memories.purging, (count) =>
    memories.noteChanges(count),
  );
  const user = new RandomUser(memories, forgetting);
  const check = () => {
    checkAgreement(database);
    checkPages(memories, user.ids());
    expect(memories.standing('all')).toEqual(new MemoryRepository(database).standing('all'));
  };
  return { database, user, check };
}

describe('list, search, history, counts and vectors', () => {
  it('agree after any sequence of operations', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 25 }), async (operations) => {
        const { database, user, check } = open();
        for (const each of operations) {
          await user.does(each);
          check();
        }
        database.close();
      }),
      { numRuns: propertyRuns(40) },
    );
  });

  it('agree during 500 operations', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { minLength: 500, maxLength: 500, size: 'max' }),
        async (operations) => {
          const { database, user, check } = open();
          for (const [index, each] of operations.entries()) {
            await user.does(each);
            if (index % 20 === 0) check();
          }
          check();
          database.close();
        },
      ),
      { numRuns: propertyRuns(4), endOnFailure: true },
    );
  }, 180_000);
});
