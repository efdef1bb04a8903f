import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChunkBuffer } from '#main/studio/runs/chunk-buffer.ts';
import type { MessageOf } from '#shared/agents/messages.ts';

type Piece = MessageOf<'ModelClientStreamingChunkEvent'> & { readonly channel: 'answer' | 'thought' };

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
let pieces: ChunkBuffer;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  pieces = new ChunkBuffer(({ fullMessageId, channel, content }, at) => {
    told.push([fullMessageId, channel, content, at]);
  });
});
afterEach(() => {
  vi.useRealTimers();
});

it('flushes each character once, with its offset, per message and channel', () => {
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

it('flushes nothing of messages that ended or were dropped', () => {
  pieces.add(piece('m', 'Hello'));
  pieces.add(piece('given up', 'Hel'));
  pieces.add(piece('n', 'Yo', 'answer', 'b'));
  // A source that has sent a message is not writing another one.
  pieces.end('a');
  expect(pieces.writing.map(({ messageId }) => messageId)).toEqual(['n']);
  pieces.drop();
  vi.runAllTimers();
  expect(told).toEqual([]);
});

it('flushes the rest when closed', () => {
  pieces.add(piece('m', 'Hello'));
  pieces.close();
  expect(told).toEqual([['m', 'answer', 'Hello', 0]]);
  expect(pieces.writing).toEqual([]);
});
