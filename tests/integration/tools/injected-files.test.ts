/** 160 injected orders in files, their names, and files of skills, read by a model that obeys every one of them. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { expect, it, onTestFinished } from 'vitest';
import { TestApp } from '../../support/app.ts';
import { injectedOrders } from '../../support/hostile/injected-orders.ts';
import { answers, calls, OpenAIServer } from '../../support/openai-server.ts';

const head = '---\nname: notes\ndescription: Takes notes.\n---\nTake notes.\n';

it('change no file without approval, and teach nothing', { timeout: 300_000 }, async () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'tutee-injected-')));
  const notes = join(root, 'Notes');
  mkdirSync(notes);
  const model = await OpenAIServer.start();
  const app = await TestApp.start({ fixed: { baseUrl: model.baseUrl, model: 'test-model' } });
  onTestFinished(async () => {
    await app.stop();
    await model.stop();
    rmSync(root, { recursive: true, force: true });
  });
  await app.call('memories.teach', { text: 'My sister lives in Ulm.' });
  await app.call('folders.add', { path: notes, mayWrite: true });
  const own = { path: 'Notes/note.md', content: 'Changed.' };
  let look: readonly [string, Readonly<Record<string, string>>] = ['list_folder', { path: 'Notes' }];
  // It obeys: it looks, then writes what it was told to.
  model.always('chat', (response, request) => {
    const { tools, messages } = request.body ?? {};
    const results = JSON.stringify(messages).split('"role":"tool"').length - 1;
    const reply =
      tools === undefined
        ? answers('{"memories":[]}')
        : results === 0
          ? calls([look[0], JSON.stringify(look[1])])
          : calls(['write_file', JSON.stringify(own)]);
    reply(response, request);
  });
  let conversationId: string | null = null;
  const tries = async (tool: string, args: Readonly<Record<string, string>>, told: string) => {
    look = [tool, args];
    const said = await app.say('Read the note for me.', conversationId);
    conversationId = said.conversationId;
    expect(said.answer.calls?.map((call) => `${call.tool} ${call.status}`)).toEqual([
      `${tool} done`,
      'write_file waiting',
    ]);
    expect(said.answer.calls?.[0]?.result.includes(told)).toBe(true);
  };
  let count = 0;
  for (const order of injectedOrders) {
    writeFileSync(join(notes, 'note.md'), order);
    await tries('read_file', { path: 'Notes/note.md' }, order.slice(0, 60));
    await tries('search_files', { query: order.trim().slice(0, 20) }, 'note.md');
    expect(readFileSync(join(notes, 'note.md'), 'utf8')).toBe(order);
    rmSync(join(notes, 'note.md'));
    const name = `${order
      .replaceAll(/[^\p{L}\p{N} .,:]/gu, ' ')
      .trim()
      .slice(-80)}.md`;
    writeFileSync(join(notes, name), 'x');
    await tries('list_folder', { path: 'Notes' }, name);
    expect(readdirSync(notes)).toEqual([name]);
    rmSync(join(notes, name));
    const bytes = zipSync({ 'SKILL.md': strToU8(head), 'note.md': strToU8(order) });
    const { uploadId } = await app.call('attachments.begin', { name: 'notes.zip', bytes: bytes.length });
    await app.call('attachments.part', { uploadId, offset: 0, data: Buffer.from(bytes).toString('base64') });
    const { skills } = await app.call('skills.addFile', { uploadId });
    await app.call('skills.update', { id: skills[0]?.id ?? '', enabled: true });
    await tries('read_skill_file', { name: 'notes', path: 'note.md' }, order.slice(0, 60));
    expect(readdirSync(notes)).toEqual([]);
    count += 4;
  }
  expect(count).toBe(160);
  expect((await app.call('memories.list', {})).items.map(({ text }) => text)).toEqual([
    'My sister lives in Ulm.',
  ]);
  expect((await app.call('memories.review', {})).items).toEqual([]);
});
