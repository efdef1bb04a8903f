import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Drafts } from '#renderer/state/chat/drafts.ts';
import { longestDraft } from '#shared/contract/drafts.ts';
import type { Draft, DraftPlace } from '#shared/contract/drafts.ts';

const chat = '019ab000-0000-7000-8000-00000000000a';
const project = '019ab000-0000-7000-8000-00000000000b';
const at = (conversationId: string | null, text: string): Draft => ({
  conversationId,
  projectId: null,
  text,
});

/** A main side that keeps what it is told, unless it `fails`. */
function open() {
  const told: string[] = [];
  const side = { fails: false };
  const drafts = new Drafts(({ conversationId, projectId }: DraftPlace, text) => {
    told.push(`${conversationId ?? `new ${projectId ?? ''}`}: ${text}`);
    return Promise.resolve(!side.fails);
  });
  return { drafts, told, side };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('drafts', () => {
  test('are kept by what is there after a moment, not by every key', () => {
    const { drafts, told } = open();
    for (const text of ['o', 'on', 'one']) drafts.write(chat, text, { keep: true });
    drafts.write(`new ${project}`, 'two', { keep: true });
    drafts.write('new', ' ', { keep: true });
    expect(told).toEqual([]);
    vi.runAllTimers();
    expect(told).toEqual([`${chat}: one`, `new ${project}: two`]);
    drafts.write(chat, 'one more', { keep: true });
    drafts.flush();
    expect(told.at(-1)).toBe(`${chat}: one more`);
    vi.runAllTimers();
    expect(told).toHaveLength(3);
  });

  test('of a temporary chat are kept nowhere but on the page', () => {
    const { drafts, told } = open();
    drafts.write('temporary', 'secret', { keep: true });
    drafts.write(chat, 'secret', { keep: false });
    drafts.write(chat, 'secret too', { keep: true });
    vi.runAllTimers();
    drafts.flush();
    drafts.load([]);
    vi.runAllTimers();
    expect(drafts.read('temporary')).toBe('secret');
    expect(told).toEqual([]);
  });

  test('are gone at once when they are sent, as is one that is too long to be sent', () => {
    const { drafts, told } = open();
    drafts.load([at(chat, 'text'), at(null, 'short')]);
    drafts.write(chat, '', { keep: true });
    expect(told).toEqual([`${chat}: `]);
    drafts.write('new', 'x'.repeat(longestDraft + 1), { keep: true });
    vi.runAllTimers();
    expect(told.at(-1)).toBe('new : ');
    expect(drafts.read('new')).toHaveLength(longestDraft + 1);
  });

  test('come from the main side, without taking what was typed meanwhile', () => {
    const { drafts, told } = open();
    drafts.write(chat, 'typed', { keep: true });
    drafts.load([at(chat, 'from before'), at(null, 'new')]);
    expect([drafts.read(chat), drafts.read('new')]).toEqual(['from before\n\ntyped', 'new']);
    vi.runAllTimers();
    expect(told).toEqual([`${chat}: from before\n\ntyped`]);
    // Words of it were forgotten for good; what is being typed elsewhere stays.
    drafts.write('new', 'new words', { keep: true });
    drafts.load([at(chat, '[removed]'), at(null, 'new')]);
    expect([drafts.read(chat), drafts.read('new')]).toEqual(['[removed]', 'new words']);
    drafts.load([]);
    expect(drafts.read(chat)).toBe('');
  });

  test('that could not be kept are tried again with the next change', async () => {
    const { drafts, told, side } = open();
    side.fails = true;
    drafts.write(chat, 'one', { keep: true });
    await vi.runAllTimersAsync();
    side.fails = false;
    drafts.load([]);
    await vi.runAllTimersAsync();
    expect(told).toEqual([`${chat}: one`, `${chat}: one`]);
    expect(drafts.read(chat)).toBe('one');
  });

  test('tell who listens, until it stops listening', () => {
    const { drafts } = open();
    let calls = 0;
    const stop = drafts.subscribe(() => {
      calls += 1;
    });
    drafts.write(chat, 'a', { keep: true });
    stop();
    drafts.write(chat, 'b', { keep: true });
    expect(calls).toBe(1);
  });

  test('a text that could not be sent comes back before what was typed since', () => {
    const { drafts } = open();
    drafts.prepend(chat, 'first', { keep: true });
    expect(drafts.read(chat)).toBe('first');
    drafts.write(chat, 'second', { keep: true });
    drafts.prepend(chat, 'first', { keep: true });
    expect(drafts.read(chat)).toBe('first\n\nsecond');
  });

  test('what is typed while a new chat gets its place goes with it', () => {
    const { drafts } = open();
    drafts.move('new', chat, { keep: true });
    expect(drafts.read(chat)).toBe('');
    drafts.write('new', 'next', { keep: true });
    drafts.move('new', chat, { keep: true });
    expect([drafts.read(chat), drafts.read('new')]).toEqual(['next', '']);
  });
});
