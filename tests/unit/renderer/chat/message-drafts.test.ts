import { beforeEach, describe, expect, test, vi } from 'vitest';
import { MessageDrafts } from '#renderer/state/chat/message-drafts.ts';
import { longestDraft } from '#shared/limits.ts';
import type { Draft, DraftPlace } from '#shared/contract/drafts.ts';

const chat = '019ab000-0000-7000-8000-00000000000a';
const project = '019ab000-0000-7000-8000-00000000000b';
const at = (conversationId: string | null, text: string): Draft => ({
  conversationId,
  projectId: null,
  text,
});

/** A main process that stores drafts, unless it `fails`. */
function open() {
  const told: string[] = [];
  const side = { fails: false };
  const drafts = new MessageDrafts(({ conversationId, projectId }: DraftPlace, text) => {
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
  test('are saved after a moment, not at every key press', () => {
    const { drafts, told } = open();
    for (const text of ['o', 'on', 'one']) drafts.write(chat, text, { persist: true });
    drafts.write(`new ${project}`, 'two', { persist: true });
    drafts.write('new', ' ', { persist: true });
    expect(told).toEqual([]);
    vi.runAllTimers();
    expect(told).toEqual([`${chat}: one`, `new ${project}: two`]);
    drafts.write(chat, 'one more', { persist: true });
    drafts.flush();
    expect(told.at(-1)).toBe(`${chat}: one more`);
    vi.runAllTimers();
    expect(told).toHaveLength(3);
  });

  test('of temporary chats are never saved', () => {
    const { drafts, told } = open();
    drafts.write('temporary', 'secret', { persist: true });
    drafts.write(chat, 'secret', { persist: false });
    drafts.write(chat, 'secret too', { persist: true });
    vi.runAllTimers();
    drafts.flush();
    drafts.load([]);
    vi.runAllTimers();
    expect(drafts.read('temporary')).toBe('secret');
    expect(told).toEqual([]);
  });

  test('are deleted at once when sent, or when too long to send', () => {
    const { drafts, told } = open();
    drafts.load([at(chat, 'text'), at(null, 'short')]);
    drafts.write(chat, '', { persist: true });
    expect(told).toEqual([`${chat}: `]);
    drafts.write('new', 'x'.repeat(longestDraft + 1), { persist: true });
    vi.runAllTimers();
    expect(told.at(-1)).toBe('new : ');
    expect(drafts.read('new')).toHaveLength(longestDraft + 1);
  });

  test('are loaded without losing what was typed meanwhile', () => {
    const { drafts, told } = open();
    drafts.write(chat, 'typed', { persist: true });
    drafts.load([at(chat, 'from before'), at(null, 'new')]);
    expect([drafts.read(chat), drafts.read('new')]).toEqual(['from before\n\ntyped', 'new']);
    vi.runAllTimers();
    expect(told).toEqual([`${chat}: from before\n\ntyped`]);
    // Some of its words were deleted permanently; text typed elsewhere stays.
    drafts.write('new', 'new words', { persist: true });
    drafts.load([at(chat, '[removed]'), at(null, 'new')]);
    expect([drafts.read(chat), drafts.read('new')]).toEqual(['[removed]', 'new words']);
    drafts.load([]);
    expect(drafts.read(chat)).toBe('');
  });

  test('that could not be saved are retried with the next change', async () => {
    const { drafts, told, side } = open();
    side.fails = true;
    drafts.write(chat, 'one', { persist: true });
    await vi.runAllTimersAsync();
    side.fails = false;
    drafts.load([]);
    await vi.runAllTimersAsync();
    expect(told).toEqual([`${chat}: one`, `${chat}: one`]);
    expect(drafts.read(chat)).toBe('one');
  });

  test('notify subscribers until they unsubscribe', () => {
    const { drafts } = open();
    let calls = 0;
    const stop = drafts.subscribe(() => {
      calls += 1;
    });
    drafts.write(chat, 'a', { persist: true });
    stop();
    drafts.write(chat, 'b', { persist: true });
    expect(calls).toBe(1);
  });

  test('a text that could not be sent comes back before later text', () => {
    const { drafts } = open();
    drafts.prepend(chat, 'first', { persist: true });
    expect(drafts.read(chat)).toBe('first');
    drafts.write(chat, 'second', { persist: true });
    drafts.prepend(chat, 'first', { persist: true });
    expect(drafts.read(chat)).toBe('first\n\nsecond');
  });

  test('text typed while a new chat gets its id moves to that chat', () => {
    const { drafts } = open();
    drafts.move('new', chat, { persist: true });
    expect(drafts.read(chat)).toBe('');
    drafts.write('new', 'next', { persist: true });
    drafts.move('new', chat, { persist: true });
    expect([drafts.read(chat), drafts.read('new')]).toEqual(['next', '']);
  });
});
