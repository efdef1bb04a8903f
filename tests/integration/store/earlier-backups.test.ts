import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { prepareRestore } from '#main/store/backups/backup-file.ts';
import { restoringPath } from '#main/store/file/unfinished-files.ts';
import { allMigrations } from '#main/store/migrations/all-migrations.ts';
import { databaseFile } from '#main/store/file/open-database.ts';
import { replaceDatabase } from '#main/store/backups/replace-database.ts';
import { Store } from '#main/store/store.ts';
import { taughtFolder } from '../../support/store/data-folders.ts';
import { conversationId, makeEarlierDatabase, messageId } from '../../support/store/earlier-database.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const versions = allMigrations.slice(0, -1).map(({ id }) => id);

it.each(versions)('a backup of version %i is restored and migrated', (version) => {
  const earlier = temporaryFolder();
  makeEarlierDatabase(earlier, version);
  const dataDir = taughtFolder('I like tea.');
  const summary = prepareRestore(join(earlier, databaseFile), restoringPath(dataDir));
  expect(summary).toMatchObject({ conversations: 1, memories: version < 2 ? 0 : 1 });
  replaceDatabase(dataDir, 'tutee-before-restore-2026-11-24T00-00-00-000Z.db');
  const notices: string[] = [];
  const store = new Store({
    dataDir,
    appVersion: 'test',
    now: () => 1,
    notice: (told) => notices.push(told),
  });
  onTestFinished(() => store.close());
  expect(notices).toEqual([]);
  const { messages } = store.conversations.branch(conversationId, 10);
  expect(messages.map(({ id }) => id)).toContain(version < 17 ? messageId : messages[0]?.id);
  expect(store.memories.views.page({}, 10, 0).items.map(({ text }) => text)).toEqual(
    version < 2 ? [] : ['My favourite colour is teal'],
  );
  expect(readdirSync(join(dataDir, 'backups'))).toHaveLength(2);
});
