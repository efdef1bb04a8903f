import { describe, expect, it } from 'vitest';
import { parseLessons } from '#main/teachability/capture/extract/model/model-answer.ts';

const lesson = { action: 'add', n: null, kind: 'fact', text: 'I keep newts.', cues: [], validUntil: null };

function textsOf(answer: string): readonly string[] | string {
  const parsed = parseLessons(answer);
  return parsed.ok ? parsed.value.map(({ text }) => text) : parsed.fault;
}

describe('reading what a model answered', () => {
  it.each([
    ['as asked', JSON.stringify({ lessons: [lesson] })],
    [
      'in a fence, between words',
      `Sure!\n\`\`\`json\n${JSON.stringify({ lessons: [lesson] })}\n\`\`\`\nDone {ok}.`,
    ],
    ['behind thoughts', `<think>They {maybe} keep [newts]?</think>${JSON.stringify({ lessons: [lesson] })}`],
    ['behind thoughts without marks', `The set {a, b} fits. ${JSON.stringify({ lessons: [lesson] })}`],
    ['as a list', JSON.stringify([lesson])],
    ['as one object', JSON.stringify(lesson)],
    ['with quotes of another kind', "{'lessons': [{'kind': 'fact', 'text': 'I keep newts.'}]}"],
    ['with a comma too many', '{"lessons": [{"kind": "fact", "text": "I keep newts.",},]}'],
    ['cut off', '{"lessons": [{"action": "add", "kind": "fact", "text": "I keep newts."'],
    ['in capitals', JSON.stringify({ lessons: [{ ...lesson, action: 'ADD', kind: 'Fact' }] })],
    ['with an unknown kind', JSON.stringify({ lessons: [{ ...lesson, kind: 'pets' }] })],
    ['with numbers as words', JSON.stringify({ lessons: [{ ...lesson, n: '1', cues: 'newts' }] })],
    ['with a bad lesson beside it', JSON.stringify({ lessons: [{ text: 7 }, lesson, 'newts', null] })],
  ])('%s', (_, answer) => {
    expect(textsOf(answer)).toEqual(['I keep newts.']);
  });

  it('nothing to learn is an answer', () => {
    expect(textsOf('{"lessons": []}')).toEqual([]);
    expect(textsOf('```\n[]\n```')).toEqual([]);
  });

  it.each([
    '',
    'no idea',
    '{"lessons": "none"}',
    '{"lessons": [{"text": 3}]}',
    '{}',
    '<think>{"lessons": []}',
  ])('says what is wrong with %j', (answer) => {
    expect(textsOf(answer)).toEqual(expect.any(String));
  });
});
