import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readMemoryFile } from '#main/transfer/memory-files/read-memories.ts';
import type { TeachingRules } from '#main/transfer/ports.ts';
import { readPasted } from '#main/transfer/memory-files/pasted-text.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const rules: TeachingRules = {
  kindOf: () => 'fact',
  subjectOf: () => null,
  cuesFor: () => [],
  taughtIn: () => [],
};

function readFile(content: unknown) {
  const path = join(temporaryFolder(), 'memories.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  const { records, notes, format } = readMemoryFile(path, { rules, newId: () => uuid7(), now: () => 1 });
  return { format, notes, texts: records.map(({ text }) => text), records };
}

const pasted = (text: string) => readPasted(text).items.map((item) => [item.text, ...item.tags]);

describe('files of other programs', () => {
  it.each([
    [
      'mem0',
      {
        results: [
          {
            id: 'a1',
            memory: 'User rows on the lake before work',
            hash: '9f',
            metadata: { category: 'sport' },
            input: [{ role: 'user', content: 'I row before work, by the way.' }],
            created_at: '2025-11-07T05:31:56Z',
          },
          { id: 'a2', memory: 'Allergic to hazelnuts', categories: ['health'] },
        ],
        relations: [{ source: 'user', target: 'lake' }],
      },
      ['I row on the lake before work.', 'Allergic to hazelnuts.'],
    ],
    [
      'Open WebUI',
      [
        { id: 'x', user_id: 'u', content: 'User repairs violins.', updated_at: 1, created_at: 1 },
        { id: 'y', user_id: 'u', content: "The user's workshop is in Graz.", updated_at: 2, created_at: 2 },
      ],
      ['I repair violins.', 'My workshop is in Graz.'],
    ],
    [
      'Letta',
      {
        agents: [
          {
            name: 'helper',
            system: 'You are helpful.',
            core_memory: [
              { label: 'persona', value: 'I am a patient tutor.' },
              { label: 'human', value: 'Name: Ilse Brandt\nIlse keeps tortoises.' },
            ],
            messages: [{ role: 'user', content: [{ type: 'text', text: 'Good morning' }] }],
          },
        ],
        blocks: [{ label: 'human', value: 'Ilse Brandt drives a tram.' }],
      },
      ['My name is Ilse Brandt.', 'I keep tortoises.', 'I drive a tram.'],
    ],
    [
      'a knowledge graph, one value a line',
      [
        JSON.stringify({
          type: 'entity',
          name: 'default_user',
          entityType: 'person',
          observations: ['Speaks Basque'],
        }),
        JSON.stringify({
          type: 'entity',
          name: 'Nils',
          entityType: 'person',
          observations: ['has a sailing boat'],
        }),
      ].join('\n'),
      ['I speak Basque.', 'Nils: has a sailing boat.'],
    ],
    [
      'a list of strings',
      ['I collect stamps of birds.', 'Prefers tea'],
      ['I collect stamps of birds.', 'I prefer tea.'],
    ],
    ['strings under a name', { memories: ['私は毎朝走ります。'] }, ['私は毎朝走ります。']],
  ])('%s', (_program, content, texts) => {
    expect(readFile(content)).toMatchObject({ format: 'pasted', texts });
  });

  it('keep their tags, wait for review, and name what was not understood', () => {
    const { records, notes } = readFile([
      { memory: 'User sings in a choir', tags: ['music', 'evenings'] },
      { id: 4, score: 0.2 },
    ]);
    expect(records).toMatchObject([
      { text: 'I sing in a choir.', tags: ['music', 'evenings'], status: 'pending' },
    ]);
    expect(notes).toEqual(['One entry has a form that Tutee does not know and was left out.']);
  });

  it('that are none are refused with the reason', () => {
    expect(() => readFile({ name: 'x', version: 3 })).toThrow('not a file of memories');
    expect(() => readFile('{"memories": [')).toThrow('ends too early');
  });
});

describe('pasted lists', () => {
  it('with tags in brackets, after dates, as hashes, and named', () => {
    expect(
      pasted(`- [2025-03-04] [garden] User grows leeks.
2. User walks to the office [work, habits]
* The user's bicycle is green (tags: things)
User bakes rye bread #kitchen #weekend`),
    ).toEqual([
      ['I grow leeks.', 'garden'],
      ['I walk to the office.', 'work', 'habits'],
      ['My bicycle is green.', 'things'],
      ['I bake rye bread.', 'kitchen', 'weekend'],
    ]);
  });

  it('with brackets that are no tags', () => {
    expect(pasted('- User owns a tent (bought in 2019).\n- [unknown] User likes fog.')).toEqual([
      ['I own a tent (bought in 2019).'],
      ['I like fog.'],
    ]);
  });

  it('in tables: labels with values, categories with statements', () => {
    expect(pasted('| Field | Value |\n|---|---|\n| Name | Ines |\n| City | Bergen |')).toEqual([
      ['My name is Ines.'],
      ['I live in Bergen.'],
    ]);
    expect(
      pasted(
        'Memory | Saved | Category\n:--- | :---: | ---\nUser paints small boats in winter | 2025-01-02 | hobby\nUser sleeps badly before travelling | 2025-02-03 | health',
      ),
    ).toEqual([
      ['I paint small boats in winter.', 'hobby'],
      ['I sleep badly before travelling.', 'health'],
    ]);
  });

  it('by name, when nearly all of it is about the same person', () => {
    expect(
      pasted('Marit prefers short answers.\nMarit lives by a fjord.\nMarit’s horse is called Storm.'),
    ).toEqual([['I prefer short answers.'], ['I live by a fjord.'], ['My horse is called Storm.']]);
    expect(pasted('Marit likes skiing.\nI like Marit.\nMy boat is old.')).toEqual([
      ['Marit likes skiing.'],
      ['I like Marit.'],
      ['My boat is old.'],
    ]);
  });

  it('say which lines were not understood, and what is there twice', () => {
    const { notes } = readPasted(
      'Sure, gladly.\n\nWhat I know:\n- User likes plums.\n- User likes plums.\nShall I add more?',
    );
    expect(notes).toEqual([
      '2 lines say nothing about you: “Sure, gladly.”, “Shall I add more?”.',
      'One line is there twice.',
    ]);
  });
});
