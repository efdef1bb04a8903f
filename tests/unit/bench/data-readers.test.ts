import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBeam, withoutMarker } from '../../bench/data/beam-data.ts';
import { evidenceIds, readLocomo } from '../../bench/data/locomo-data.ts';
import { readPrefEval } from '../../bench/data/prefeval-data.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, JSON.stringify(content));
  }
  return folder;
}

describe('the reader of LoCoMo', () => {
  const turn = (dia_id: string, text: string) => ({ speaker: 'Ada', dia_id, text });
  const question = (evidence: string[], category: number) => ({
    question: 'Where?',
    answer: 'x',
    evidence,
    category,
  });

  it('takes sessions in number order and captions with their turn', () => {
    const conversation = {
      speaker_a: 'Ada',
      session_10: [turn('D10:1', 'third')],
      session_2: [turn('D2:1', 'second')],
      session_1: [{ ...turn('D1:1', 'first'), blip_caption: 'a red boat' }],
      session_1_date_time: 'noon',
    };
    const [read] = readLocomo(folderOf({ 'locomo.json': [{ conversation, qa: [] }] }));
    expect(read?.turns.map(({ id, text }) => `${id} ${text}`)).toEqual([
      '1:1 first [shares a red boat]',
      '2:1 second',
      '10:1 third',
    ]);
  });

  it('cleans evidence and drops questions that are left without', () => {
    expect(['D1:03', 'D:2:4; D5:06', 'nothing'].map(evidenceIds)).toEqual([['1:3'], ['2:4', '5:6'], []]);
    const conversation = { session_1: [turn('D1:1', 'a'), turn('D1:2', 'b')] };
    const qa = [question(['D1:01', 'D9:9'], 4), question(['D7:7'], 1), question([], 5)];
    const [read] = readLocomo(folderOf({ 'locomo.json': [{ conversation, qa }] }));
    expect(read?.questions).toEqual([
      { question: 'Where?', evidence: new Set(['1:1']), category: 'single-hop' },
    ]);
  });
});

it('the reader of PrefEval joins topics and takes what users said', () => {
  const data = readPrefEval(
    folderOf({
      'explicit_preference/b.json': [{ preference: 'I avoid b.', question: 'b?', explanation: '' }],
      'explicit_preference/a.json': [{ preference: 'I avoid a.', question: 'a?', explanation: '' }],
      'filtered_inter_turns.json': [
        {
          conversation: [
            { role: 'user', content: 'write a test' },
            { role: 'assistant', content: 'no' },
          ],
        },
      ],
    }),
  );
  expect(data.preferences.map(({ topic, preference }) => `${topic} ${preference}`)).toEqual([
    'a I avoid a.',
    'b I avoid b.',
  ]);
  expect(data.distractors).toEqual(['write a test']);
});

describe('the reader of BEAM', () => {
  it('flattens gold ids of every form and keeps those of the chat', () => {
    const message = (id: number, content: string) => ({
      role: id % 2 === 0 ? 'user' : 'assistant',
      id,
      content,
    });
    const chat = [{ batch_number: 1, turns: [[message(0, 'hello ->-> 1,2'), message(1, 'hi')]] }];
    const asked = (source_chat_ids: unknown) => ({ question: 'Why?', source_chat_ids });
    const probing = {
      nested: [asked([[0], [1, 99]]), asked({ first: [0], second: { third: 1 } })],
      none: [asked([]), { question: 'What?' }, asked([77])],
    };
    const [read] = readBeam(folderOf({ '3/chat.json': chat, '3/probing_questions.json': probing }));
    expect(read?.messages.map(({ text }) => text)).toEqual(['hello', 'hi']);
    expect(read?.questions.map(({ kind, gold }) => [kind, ...gold])).toEqual([
      ['nested', '0', '1'],
      ['nested', '0', '1'],
    ]);
  });

  it('leaves arrows inside a text alone', () => {
    expect(withoutMarker('a ->-> b ->-> 1,16')).toBe('a ->-> b');
  });
});

it('a missing file is named', () => {
  expect(() => readLocomo(temporaryFolder())).toThrow(/locomo\.json/u);
});
