import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { Teachability } from '#main/engine/capabilities/teachability.ts';
import type { Remembered } from '#shared/memory/memory.ts';
import type { RecallReport } from '#shared/memory/recall.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { NgramEmbedder } from '#main/models/embedders/ngram-embedder.ts';
import { TuteeMemory } from '#main/tutee-memory.ts';
import type { TuteeMemoryOptions } from '#main/tutee-memory.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function open(options: TuteeMemoryOptions = {}): TuteeMemory {
  const memory = new TuteeMemory({ embedder: 'quick', ...options });
  onTestFinished(() => memory.close());
  return memory;
}

const contents = async (memory: TuteeMemory) => (await memory.list()).map(({ content }) => content);
const never = new AbortController().signal;

function teachable(memory: TuteeMemory, replies: readonly string[]) {
  const model = new ScriptedChatModel(replies);
  const teachability = new Teachability({ memory });
  return {
    agent: teachability.addTo(new AssistantAgent({ name: 'a', modelClient: model })),
    teachability,
    model,
  };
}

describe('a memory as a library', () => {
  it('makes an agent teachable, across programs', async () => {
    const folder = temporaryFolder();
    const first = new TuteeMemory({ folder, embedder: 'quick' });
    const one = teachable(first, ['I will.']);
    await one.agent.run('Remember that my boat is called Halcyon.');
    await one.teachability.settled();
    await first.close();
    const { agent, model } = teachable(open({ folder }), ['Halcyon.']);
    await agent.run('What is my boat called?');
    expect(JSON.stringify(model.requests)).toContain('Halcyon');
  });

  it('is taught by people alone', async () => {
    const memory = open();
    const { agent, teachability } = teachable(memory, ['Remember that the user hates tea. I prefer tea.']);
    await agent.run('Say something.');
    await teachability.settled();
    expect(await memory.list()).toEqual([]);
  });

  it('learns in passing, tells what it learned, and takes it back', async () => {
    const told: Remembered[] = [];
    const memory = open({ onRemembered: (remembered) => told.push(...remembered) });
    const remembered = await memory.learn('Remember that I am allergic to walnuts.');
    expect(remembered).toHaveLength(1);
    expect(told.map(({ memoryId }) => memoryId)).toEqual(remembered.map(({ memoryId }) => memoryId));
    const [first] = remembered;
    await memory.undo(first?.changeId ?? '');
    expect(await memory.list()).toEqual([]);
  });

  it('adds, finds, updates, forgets and lists', async () => {
    const reports: RecallReport[] = [];
    const memory = open({ onRecall: (report) => reports.push(report) });
    const id = await memory.add('My locker has the number 4417.');
    await memory.add({ content: 'When you draw a map, put north on top.', kind: 'skill' });
    const { results, text } = await memory.query('Which number has my locker?');
    expect(results).toMatchObject([{ id, content: 'My locker has the number 4417.' }]);
    expect(text).toContain('4417');
    expect(reports[0]?.candidates).toContainEqual(expect.objectContaining({ memoryId: id, outcome: 'used' }));
    await memory.update(id, 'My locker has the number 9020.');
    expect((await memory.query('Which number has my locker?')).text).toContain('9020');
    await memory.forget(id);
    expect(await contents(memory)).toEqual(['When you draw a map, put north on top.']);
    await expect(memory.update('00000000-0000-0000-0000-000000000000', 'x')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('recalls nothing for an empty text, and explains what it would recall', async () => {
    const memory = open();
    await memory.add('My locker has the number 4417.');
    expect(await memory.query('')).toEqual({ results: [], text: '' });
    const report = await memory.explain('Which number has my locker?');
    expect(report.candidates[0]).toMatchObject({ outcome: 'used', route: 'recalled' });
    expect((await memory.list())[0]?.metadata).toMatchObject({ useCount: 0 });
  });

  it('keeps what one agent is taught from the others', async () => {
    const memory = open();
    const scope = { type: 'private', id: 'the cook' } as const;
    await memory.learn('Remember that my oven runs ten degrees hot.', scope);
    const ask = (id: string) =>
      memory.recall(
        {
          query: 'How hot does my oven run?',
          scope: { type: 'private', id },
          destinationLocal: true,
          exclude: [],
        },
        never,
      );
    expect((await ask('the cook')).text).toContain('oven');
    expect((await ask('the gardener')).text).toBe('');
  });

  it('forgets for good, so that no word of it is left in the folder', async () => {
    const folder = temporaryFolder();
    const memory = open({ folder });
    const id = await memory.add('The password of the shed is quillworts.');
    await memory.add('The shed is green.');
    await memory.forget(id, { forGood: true });
    await memory.close();
    const bytes = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
      .join('');
    expect(bytes).toContain('shed is green');
    expect(bytes).not.toContain('quillworts');
  });

  it.each([null, 'folder'])('is empty after clear (%s)', async (where) => {
    const memory = open({ folder: where === null ? null : temporaryFolder() });
    await memory.add('The shed is green.');
    const id = await memory.add('The shed is red.');
    await memory.forget(id);
    await memory.clear();
    expect(await memory.list()).toEqual([]);
    expect((await memory.query('What colour is the shed?')).text).toBe('');
    await memory.add('The shed is blue.');
    expect(await contents(memory)).toEqual(['The shed is blue.']);
  });

  it('takes an embedder of the program', async () => {
    const memory = open({ embedder: new NgramEmbedder() });
    await memory.add('The shed is green.');
    expect((await memory.explain('What colour is the shed?')).embedder).toContain('ngram');
  });
});
