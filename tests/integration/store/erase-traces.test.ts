import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { eraseTraces } from '#main/store/forgetting/erase-traces.ts';
import { verbatimPattern, replaceMatches, redactTeaching } from '#main/store/forgetting/verbatim-match.ts';
import { checkAgreement } from '../../support/store/check-agreement.ts';
import { addStep, byUser, memoryValue, sampleEmbedder } from '../../support/memory-samples.ts';
import { inspect, openMemories, openStore } from '../../support/open-store.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('traces of deleted texts', () => {
  it('in unused parts of the file cause a rewrite that keeps everything else', async () => {
    const dataDir = temporaryFolder();
    const { database, memories } = openMemories(dataDir);
    const steps = Array.from({ length: 400 }, (_, index) => addStep(memoryValue(`Memory ${index} of many`)));
    memories.apply(steps, byUser());
    memories.apply(
      steps.slice(0, 300).map(({ id, value }) => ({
        type: 'update',
        id,
        action: 'forgotten',
        value: { ...value, status: 'forgotten' },
      })),
      byUser(2),
    );
    database.pragma('wal_checkpoint(TRUNCATE)');
    const file = join(dataDir, 'tutee.db');
    appendFileSync(file, Buffer.from('a stale copy of the vault code'.padEnd(4_096)));
    expect(await eraseTraces(database, ['a stale copy of the vault code'])).toBe(true);
    expect(readFileSync(file).includes('vault code')).toBe(false);
    checkAgreement(database, sampleEmbedder);
    expect(memories.countActive()).toBe(100);
  });

  it.each([
    ['in JSON', JSON.stringify({ text: 'My "vault" code\nis 4711' })],
    ['in JSON within JSON', JSON.stringify({ args: JSON.stringify({ text: 'My "vault" code\nis 4711' }) })],
  ])('are also found %s', async (_, stale) => {
    const dataDir = temporaryFolder();
    const { database, memories } = openMemories(dataDir);
    memories.apply([addStep(memoryValue('I like tea'))], byUser());
    database.pragma('wal_checkpoint(TRUNCATE)');
    const file = join(dataDir, 'tutee.db');
    appendFileSync(file, Buffer.from(stale.padEnd(4_096)));
    expect(await eraseTraces(database, ['My "vault" code\nis 4711'])).toBe(true);
    expect(readFileSync(file).includes('4711')).toBe(false);
  });

  it('that a row still contains cause no rewrite', async () => {
    const { database, memories } = openMemories();
    memories.apply([addStep(memoryValue('My "vault" code'))], byUser());
    expect(await eraseTraces(database, ['My "vault" code', 'nowhere'])).toBe(false);
  });

  it('are not reported as gone while another connection reads the WAL', async () => {
    const dataDir = temporaryFolder();
    const { database, memories } = openMemories(dataDir);
    memories.apply([addStep(memoryValue('one'))], byUser());
    const reader = inspect(dataDir);
    reader.exec('BEGIN; SELECT count(*) FROM memories');
    reader.prepare('SELECT count(*) FROM memories').get();
    memories.apply([addStep(memoryValue('two'))], byUser());
    await expect(eraseTraces(database, [], { attempts: 2 })).rejects.toMatchObject({ code: 'busy' });
    reader.exec('COMMIT');
    await expect(eraseTraces(database, [])).resolves.toBe(false);
  });
});

describe('a memory’s words in other texts', () => {
  const pattern = verbatimPattern(['My sister is called Ana.', '我住在里斯本']);

  it.each([
    ['Remember that my sister is  called ANA, please. I like tea.', '[removed] I like tea.'],
    ['My sister is called\nAna. I like tea.', '[removed]'],
    ['My sister? Ana is her name.', '[removed]'],
    ['你好。我住在里斯本。', '你好。[removed]'],
  ])('redact the teaching %j to %j', (text, expected) => {
    expect(redactTeaching(text, pattern)).toBe(expected);
  });

  it('are replaced alone elsewhere, with special characters taken literally', () => {
    expect(pattern === null ? null : replaceMatches('You told me: my sister is called Ana!', pattern)).toBe(
      'You told me: [removed]!',
    );
    const special = verbatimPattern(['(a+b)*[c] costs $5/kg?']);
    expect(special === null ? null : replaceMatches('So (a+b)*[c]  costs $5/kg it is', special)).toBe(
      'So ([removed] it is',
    );
    expect(verbatimPattern(['tea', ' .. '])).toBeNull();
  });
});

it('a purge while the file is rewritten has it rewritten again: its messages were cut into parts too', async () => {
  const store = openStore();
  const { conversations, forgetting, memories } = store;
  const purge = (id: string) =>
    forgetting.purge([id], { at: 3, chats: true, keepRejections: false }).conversations;
  const taughtIn = (chat: string, text: string): string => {
    conversations.create({
      id: chat,
      title: 'Chat',
      temporary: false,
      projectId: null,
      sendsPrivate: false,
      createdAt: 1,
      updatedAt: 1,
    });
    const step = addStep(memoryValue(text));
    memories.apply([step], byUser(2, { conversationId: chat }));
    return step.id;
  };
  const [first, second] = [taughtIn('a', 'The vault code is 4711'), taughtIn('b', 'The gate code is 1147')];
  let rewrites = 0;
  forgetting.rewriteWith(() => {
    rewrites += 1;
    if (rewrites === 1) expect(purge(second)).toEqual(['b']);
    if (rewrites === 2) throw new Error('The disk is full.');
    return Promise.resolve();
  });
  expect(purge(first)).toEqual(['a']);
  expect(await forgetting.erase()).toBe(true);
  await expect(forgetting.erase()).rejects.toThrow('full');
  expect(await forgetting.erase()).toBe(true);
  expect(await forgetting.erase()).toBe(false);
  expect(rewrites).toBe(3);
});
