import { describe, expect, test } from 'vitest';
import { visibleMembers } from '#renderer/features/agents/gallery/team-labels.ts';
import { answerMeta, usedMemoriesLabel } from '#renderer/features/chat/message/answer-meta.ts';
import { parseCues, formatCues } from '#renderer/features/memory/dialogs/cue-text.ts';
import {
  binLabel,
  describeChange,
  historyLine,
  memoryTraits,
} from '#renderer/features/memory/memory-labels.ts';
import { keyStorageLabel } from '#renderer/features/settings/models/key-storage-label.ts';
import { presetOf } from '#renderer/features/settings/models/presets.ts';
import { modelLabel } from '#renderer/features/shell/sidebar/model-label.ts';
import { recallReason } from '#renderer/ui/recall/recall-reason.ts';
import { aCandidate, aMemory, aMessage } from '../../../support/renderer-values.ts';

const scopeNamed = () => 'everywhere';
const none = { words: 0, meaning: 0, recency: 0, use: 0, pinned: 0, total: 0 };

describe('the reason why a memory was sent or left out', () => {
  test.each([
    [{ route: 'standing' }, 'always sent'],
    [{ route: 'standing', parts: { ...none, pinned: 1 } }, 'pinned · always sent'],
    [{ parts: { ...none, meaning: 0.8, words: 0.1 } }, 'by meaning'],
    [{ parts: { ...none, meaning: 0.1, words: 0.8 } }, 'by words'],
    [{ parts: { ...none, meaning: 0.7, words: 0.6 } }, 'by meaning and words'],
    [{ parts: { ...none, meaning: 0.8, reason: 'bears' }, route: 'standing' }, 'by meaning'],
    [{ parts: { ...none, reason: 'shapes' }, route: 'standing' }, 'shapes every answer · always sent'],
    [{ parts: { ...none, reason: 'linked' } }, 'about somebody or something named in another memory'],
    [{ parts: { ...none, reason: 'about_user' } }, 'you asked what is known about you'],
    [
      { outcome: 'below_gate', parts: { ...none, total: 0.9, bearing: 0.2, needed: 0.37 } },
      'below the gate · 0.20 of 0.37',
    ],
    [{ outcome: 'below_gate', parts: { ...none, total: 0.31 } }, 'below the gate · 0.31 of 0.42'],
    [{ outcome: 'over_budget' }, 'left out to keep the message small'],
    [{ outcome: 'duplicate' }, 'says the same as another memory'],
    [{ outcome: 'overruled' }, 'something else applies here'],
    [{ outcome: 'held_back' }, 'private · held back from models that are not on this machine'],
  ] as const)('%j', (values, words) => {
    expect(recallReason(aCandidate(values), 0.42)).toBe(words);
  });
});

describe('labels of an answer', () => {
  test('count the memories used', () => {
    expect([usedMemoriesLabel(1), usedMemoriesLabel(4)]).toEqual(['Used 1 memory', 'Used 4 memories']);
  });

  test('show time, duration and model of a finished answer', () => {
    const createdAt = new Date(2026, 10, 23, 10, 3).getTime();
    const usage = { promptTokens: 9, completionTokens: 412 };
    const values = { createdAt, durationMs: 1_900, usage, model: 'llama3.3' };
    expect(answerMeta(aMessage(values))).toBe('10:03 · 1.9 s · 412 tokens · llama3.3');
    expect(answerMeta(aMessage({ ...values, status: 'streaming' }))).toBe('10:03');
  });
});

describe('labels of a memory', () => {
  test('its traits', () => {
    expect(memoryTraits(aMemory({ kind: 'preference', pinned: true }), scopeNamed)).toBe(
      'preference · everywhere · pinned',
    );
    expect(memoryTraits(aMemory({ status: 'paused', private: true }), scopeNamed)).toBe(
      'fact · everywhere · private · paused',
    );
  });

  test('its remaining time in the bin', () => {
    const days = 86_400_000;
    const memory = aMemory({ status: 'forgotten', statusSince: 0 });
    expect([0, 29.5 * days, 30 * days].map((now) => binLabel(memory, now))).toEqual([
      '30 days left',
      '1 day left',
      'goes today',
    ]);
  });

  test('changes of its properties', () => {
    const before = aMemory();
    const after = aMemory({ tags: ['work'], validUntil: new Date(2026, 11, 24, 12).getTime() });
    const values = { before, after } as unknown as Parameters<typeof describeChange>[0];
    expect(describeChange(values, scopeNamed)).toBe('none → #work; for good → until 24 Dec 2026');
    expect(describeChange({ ...values, before: null }, scopeNamed)).toBeNull();
    expect(describeChange({ ...values, after: before }, scopeNamed)).toBeNull();
  });

  test('its history, with the previous text', () => {
    const after = aMemory({ text: 'Vegetarian.' });
    const event = {
      id: 'e',
      changeId: 'c',
      memoryId: 'memory-1',
      at: 1,
      actor: 'user',
      conversationId: null,
      messageId: null,
      before: aMemory({ text: 'Eats fish.' }),
      after,
    } as const;
    expect(historyLine({ ...event, action: 'edited' })).toEqual({ what: 'replaced', old: 'Eats fish.' });
    expect(historyLine({ ...event, action: 'edited', before: after })).toEqual({
      what: 'changed',
      old: null,
    });
    expect(historyLine({ ...event, action: 'learned', before: null })).toEqual({
      what: 'learned',
      old: null,
    });
  });

  test('cues are edited as lines: known ones keep their kind, new ones get one, duplicates go', () => {
    const known = [{ kind: 'task', text: 'plan a trip' }] as const;
    expect(formatCues(known)).toBe('plan a trip');
    expect(parseCues('plan a trip\n\n What do I eat? \nfood\nfood', known)).toEqual([
      { kind: 'task', text: 'plan a trip' },
      { kind: 'question', text: 'What do I eat?' },
      { kind: 'topic', text: 'food' },
    ]);
  });
});

describe('labels of models and keys', () => {
  const model = { mode: 'model', model: 'gpt', baseUrl: 'https://api.openai.com/v1', local: false } as const;

  test('which model answers, and where', () => {
    expect(modelLabel(model)).toBe('gpt · api.openai.com');
    expect(modelLabel({ ...model, local: true })).toBe('gpt · on this machine');
    expect(modelLabel({ ...model, mode: 'memory' })).toBe('Memory mode · no model connected');
  });

  test('where the key is stored', () => {
    const key = { present: true, source: 'stored', protection: 'keychain' } as const;
    expect(keyStorageLabel(key)).toContain('keychain');
    expect(keyStorageLabel({ ...key, source: 'environment' })).toContain('environment');
    expect(keyStorageLabel({ ...key, present: false, source: 'none' })).toBe('');
  });

  test('an address matches its preset in any spelling', () => {
    expect(presetOf('http://localhost:11434/v1/')).toBe('ollama');
    expect(presetOf('https://example.org/v1')).toBeNull();
  });
});

test('a card of a large team names the first members and counts the others', () => {
  const team = (count: number) => ({
    id: 'gallery:x',
    name: 'x',
    description: '',
    kind: 'round-robin' as const,
    participants: Array.from({ length: count }, (_, index) => `m${index}`),
    updatedAt: null,
  });
  expect(visibleMembers(team(12))).toMatchObject({ more: 0 });
  const { shown, more } = visibleMembers(team(200));
  expect([shown.length, shown[0], more]).toEqual([12, 'm0', 188]);
});
