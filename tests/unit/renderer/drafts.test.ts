import { describe, expect, test } from 'vitest';
import type { TextStorage } from '#renderer/state/drafts.ts';
import { Drafts } from '#renderer/state/drafts.ts';

function memoryStorage(): TextStorage & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

describe('drafts', () => {
  test('survive a reload, one a conversation', () => {
    const storage = memoryStorage();
    const before = new Drafts(() => storage);
    before.write('c1', 'one', { keep: true });
    before.write('c2', 'two', { keep: true });
    const after = new Drafts(() => storage);
    expect([after.read('c1'), after.read('c2'), after.read('c3')]).toEqual(['one', 'two', '']);
  });

  test('of a temporary chat are never stored', () => {
    const storage = memoryStorage();
    const drafts = new Drafts(() => storage);
    drafts.write('temporary', 'secret', { keep: false });
    expect(drafts.read('temporary')).toBe('secret');
    expect(storage.held.size).toBe(0);
  });

  test('leave nothing behind once sent', () => {
    const storage = memoryStorage();
    const drafts = new Drafts(() => storage);
    drafts.write('c1', 'text', { keep: true });
    drafts.write('c1', '', { keep: true });
    expect(storage.held.size).toBe(0);
  });

  test('work where the browser forbids storage', () => {
    const drafts = new Drafts(() => {
      throw new Error('denied');
    });
    expect(drafts.read('c1')).toBe('');
    drafts.write('c1', 'text', { keep: true });
    expect(drafts.read('c1')).toBe('text');
  });

  test('tell who listens, until it stops listening', () => {
    const drafts = new Drafts(memoryStorage);
    let calls = 0;
    const stop = drafts.subscribe(() => {
      calls += 1;
    });
    drafts.write('c1', 'a', { keep: true });
    stop();
    drafts.write('c1', 'b', { keep: true });
    expect(calls).toBe(1);
  });

  test('a text that could not be sent comes back before what was typed since', () => {
    const drafts = new Drafts(memoryStorage);
    drafts.prepend('c1', 'first', { keep: true });
    expect(drafts.read('c1')).toBe('first');
    drafts.write('c1', 'second', { keep: true });
    drafts.prepend('c1', 'first', { keep: true });
    expect(drafts.read('c1')).toBe('first\n\nsecond');
  });

  test('what is typed while a new chat gets its place goes with it', () => {
    const drafts = new Drafts(memoryStorage);
    drafts.move('new', 'c1', { keep: true });
    expect(drafts.read('c1')).toBe('');
    drafts.write('new', 'next', { keep: true });
    drafts.move('new', 'c1', { keep: true });
    expect([drafts.read('c1'), drafts.read('new')]).toEqual(['next', '']);
  });
});
