import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MemoryRepository } from '#main/store/memory-repository.ts';
import { openMemoryDatabase } from '#main/store/open-database.ts';
import { checkAgreement } from '../../support/check-agreement.ts';
import { RandomUser, operation } from '../../support/random-user.ts';

describe('row, words, vectors and history', () => {
  it('agree after whatever is done, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 25 }), (operations) => {
        const database = openMemoryDatabase();
        const memories = new MemoryRepository(database);
        const user = new RandomUser(memories);
        for (const each of operations) {
          user.does(each);
          checkAgreement(database);
          const fresh = new MemoryRepository(database).standing();
          expect(memories.standing()).toEqual(fresh);
        }
        database.close();
      }),
      { numRuns: 40 },
    );
  });
});
