import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Thread } from '#renderer/state/chat/thread.ts';
import {
  applyEvent,
  applyEvents,
  isAnswering,
  withEarlier,
  withMemories,
} from '#renderer/state/chat/thread.ts';
import { aConversation, aMemory, aMessage } from '../../../support/renderer-values.ts';

function aThread(messages: Thread['messages']): Thread {
  return { conversation: aConversation(), messages, hasEarlier: false, gap: false, wait: null };
}

function delta(text: string, textAt = 0, reasoning = '') {
  return {
    name: 'message-delta',
    payload: { conversationId: 'c1', messageId: 'm1', text, reasoning, textAt, reasoningAt: 0 },
  } as const;
}

const streaming = aThread([aMessage({ status: 'streaming' })]);

describe('deltas of an answer', () => {
  test('cut anywhere and repeated build the whole answer', () => {
    const scenario = fc.record({
      pieces: fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 20 }),
      replays: fc.array(fc.nat(), { maxLength: 10 }),
    });
    fc.assert(
      fc.property(scenario, ({ pieces, replays }) => {
        let at = 0;
        const events = pieces.map((piece) => {
          const event = delta(piece, at);
          at += piece.length;
          return event;
        });
        // A page that reconnects may receive earlier deltas again, in order.
        const again = replays.map((number) => events[number % events.length] ?? delta(''));
        const thread = applyEvents(streaming, [...events, ...again]);
        expect(thread.messages[0]?.text).toBe(pieces.join(''));
        expect(thread.gap).toBe(false);
      }),
    );
  });

  test('that overlap the loaded text add only what is new', () => {
    const loaded = aThread([aMessage({ status: 'streaming', text: 'Good mor' })]);
    expect(applyEvent(loaded, delta('morning', 5)).messages[0]?.text).toBe('Good morning');
  });

  test('a missing delta is noticed and the text stays unchanged', () => {
    const thread = applyEvent(streaming, delta('later', 7));
    expect(thread.gap).toBe(true);
    expect(thread.messages[0]?.text).toBe('');
  });

  test('text and reasoning are appended separately', () => {
    expect(applyEvents(streaming, [delta('a'), delta('b', 1, 'why')]).messages[0]).toMatchObject({
      text: 'ab',
      reasoning: 'why',
    });
  });

  test('after the end change nothing', () => {
    const done = aThread([aMessage({ text: 'done' })]);
    expect(applyEvent(done, delta('more', 4))).toBe(done);
  });

  test('keep the identity of other messages', () => {
    const first = aMessage({ id: 'm0', text: 'first' });
    const thread = applyEvent(aThread([first, aMessage({ status: 'streaming' })]), delta('x', 0));
    expect(thread.messages[0]).toBe(first);
  });
});

describe('messages that start and end', () => {
  const question = aMessage({ id: 'q', role: 'user', speaker: 'You' });
  const answer = aMessage({ id: 'a', parentId: 'q', text: 'old' });

  test('a retried answer replaces what followed its parent', () => {
    const again = aMessage({ id: 'b', parentId: 'q', status: 'streaming' });
    const thread = applyEvent(aThread([question, answer]), {
      name: 'message-start',
      payload: { message: again },
    });
    expect(thread.messages.map(({ id }) => id)).toEqual(['q', 'b']);
    expect(isAnswering(thread)).toBe(true);
  });

  test('a repeated start does not clear the text', () => {
    const thread = aThread([question, answer]);
    const start = { name: 'message-start', payload: { message: { ...answer, text: '' } } } as const;
    expect(applyEvent(thread, start)).toBe(thread);
  });

  test('the end carries the whole message and closes a gap', () => {
    const whole = aMessage({ text: 'all of it' });
    const thread = applyEvents(streaming, [
      delta('x', 9),
      { name: 'message-end', payload: { message: whole } },
    ]);
    expect(thread.messages).toEqual([whole]);
    expect(isAnswering(thread)).toBe(false);
  });

  test('earlier messages are prepended once', () => {
    const page = { conversation: aConversation(), messages: [question, answer], hasEarlier: false };
    const thread = withEarlier({ ...aThread([answer]), hasEarlier: true }, page);
    expect(thread.messages.map(({ id }) => id)).toEqual(['q', 'a']);
    expect(thread.hasEarlier).toBe(false);
  });
});

describe('the reason why an answer waits', () => {
  const wait = {
    reason: 'retry',
    model: 'small',
    ms: 4_000,
    since: 5_000,
    until: 9_000,
    content: 'Busy.',
  } as const;
  const waits = (messageId: string) =>
    ({ name: 'message-wait', payload: { conversationId: 'c1', messageId, wait } }) as const;
  const waiting = applyEvent(streaming, waits('m1'));

  test('is kept until the answer continues', () => {
    expect(waiting.wait).toEqual(wait);
    expect(waiting.messages).toBe(streaming.messages);
    expect(applyEvent(waiting, delta('It')).wait).toBeNull();
    const end = { name: 'message-end', payload: { message: aMessage({ status: 'stopped' }) } } as const;
    expect(applyEvent(waiting, end).wait).toBeNull();
    const next = aMessage({ id: 'm2', parentId: 'm1', status: 'streaming' });
    expect(applyEvent(waiting, { name: 'message-start', payload: { message: next } }).wait).toBeNull();
  });

  test('is ignored for a finished answer or another message', () => {
    const ended = aThread([aMessage({ status: 'complete' })]);
    expect(applyEvent(ended, waits('m1'))).toBe(ended);
    expect(applyEvent(streaming, waits('m2'))).toBe(streaming);
  });
});

describe('memory chips', () => {
  const item = {
    changeId: 'change',
    memoryId: 'memory-1',
    kind: 'fact',
    text: 'Lives in Porto.',
    action: 'added',
    scope: { type: 'everywhere' } as const,
    replacedText: null,
    undone: false,
  } as const;
  const thread = aThread([aMessage({ role: 'user', remembered: [item] })]);
  const chip = (changed: Thread) => changed.messages[0]?.remembered[0];

  test('follow an edit', () => {
    expect(chip(withMemories(thread, [aMemory({ text: 'Lives in Lisbon.' })]))?.text).toBe(
      'Lives in Lisbon.',
    );
  });

  test('are struck through when the memory is forgotten, with their text', () => {
    const forgotten = aMemory({ status: 'forgotten' });
    expect(chip(withMemories(thread, [forgotten]))).toMatchObject({ undone: true, text: 'Lives in Porto.' });
  });

  test('of an undone change keep their text while the memory lives on', () => {
    const undone = aThread([aMessage({ remembered: [{ ...item, undone: true }] })]);
    expect(chip(withMemories(undone, [aMemory({ text: 'Lives in Faro.' })]))).toMatchObject({
      undone: true,
      text: 'Lives in Porto.',
    });
  });

  test('of other memories leave the thread unchanged', () => {
    expect(withMemories(thread, [aMemory({ id: 'memory-2' })])).toBe(thread);
  });
});
