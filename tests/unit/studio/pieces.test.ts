import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Pieces } from '#main/studio/runs/pieces.ts';
import type { MessageOf } from '#shared/agents/messages.ts';

type Piece = MessageOf<'ModelClientStreamingChunkEvent'>;

const piece = (
  fullMessageId: string,
  content: string,
  channel: Piece['channel'] = 'answer',
  source = 'a',
): Piece => ({
  type: 'ModelClientStreamingChunkEvent',
  id: `${fullMessageId} ${content}`,
  source,
  createdAt: 1,
  modelsUsage: null,
  metadata: {},
  content,
  fullMessageId,
  channel,
});

let told: [string, string, string, number][];
let pieces: Pieces;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  pieces = new Pieces(({ fullMessageId, channel, content }, at) => {
    told.push([fullMessageId, channel, content, at]);
  });
});
afterEach(() => {
  vi.useRealTimers();
});

it('gathers, and passes on each letter once with where it begins, by message and channel', () => {
  for (const text of ['Hel', 'lo']) pieces.add(piece('m', text));
  pieces.add(piece('m', 'hm', 'thought'));
  pieces.add(piece('n', 'Yo'));
  expect(told).toEqual([]);
  vi.runAllTimers();
  expect(told).toEqual([
    ['m', 'answer', 'Hello', 0],
    ['m', 'thought', 'hm', 0],
    ['n', 'answer', 'Yo', 0],
  ]);
  pieces.add(piece('m', ', you'));
  expect(pieces.writing.map(({ text }) => text)).toEqual(['Hello, you', 'hm', 'Yo']);
  pieces.flush();
  expect(told.slice(3)).toEqual([['m', 'answer', ', you', 5]]);
  vi.runAllTimers();
  expect(told).toHaveLength(4);
});

it('passes on nothing of what has ended or was let go', () => {
  pieces.add(piece('m', 'Hello'));
  pieces.add(piece('given up', 'Hel'));
  pieces.add(piece('n', 'Yo', 'answer', 'b'));
  // Whoever has said something is not writing anything else any more.
  pieces.end('a');
  expect(pieces.writing.map(({ messageId }) => messageId)).toEqual(['n']);
  pieces.drop();
  vi.runAllTimers();
  expect(told).toEqual([]);
});

it('passes on the rest when it is closed', () => {
  pieces.add(piece('m', 'Hello'));
  pieces.close();
  expect(told).toEqual([['m', 'answer', 'Hello', 0]]);
  expect(pieces.writing).toEqual([]);
});
