import { describe, expect, test } from 'vitest';
import { keyOf, sideRows } from '#renderer/features/shell/side/side-rows.ts';
import { withLearning } from '#renderer/ui/words/own-learning.ts';
import { scopeWords } from '#renderer/ui/words/scope-words.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import type { NamedScope, Project } from '#shared/project.ts';
import { aConversation } from '../../support/renderer-values.ts';

function aProject(id: string): Project {
  return { id, name: `Project ${id}`, keepsTeachings: false, createdAt: 1, updatedAt: 1 };
}

const inTrip = aConversation({ id: 'in', projectId: 'trip' });
const loose = aConversation({ id: 'loose' });
const orphan = aConversation({ id: 'orphan', projectId: 'gone' });

describe('the list of chats', () => {
  const shape = (open: Parameters<typeof sideRows>[1]) =>
    sideRows([aProject('trip')], open, [inTrip, loose, orphan]).map((row) =>
      row.type === 'note' ? row.note : `${row.type} ${keyOf(row)}`,
    );

  test('has projects first, folded, and then chats of no project or of one that is gone', () => {
    expect(shape(new Map())).toEqual(['project trip', 'chat loose+', 'chat orphan']);
  });

  test('unfolds to the chats of a project, or says that they are coming, that there are none, or more', () => {
    const after = ['chat loose+', 'chat orphan'];
    expect(shape(new Map([['trip', null]]))).toEqual(['project trip', 'loading', ...after]);
    expect(shape(new Map([['trip', { items: [], total: 0 }]]))).toEqual(['project trip', 'empty', ...after]);
    const one = { items: [inTrip], total: 1 };
    expect(shape(new Map([['trip', one]]))).toEqual(['project trip', 'chat in', ...after]);
    const more = { items: [inTrip], total: 2 };
    expect(shape(new Map([['trip', more]]))).toEqual(['project trip', 'chat in', 'more', ...after]);
  });

  test('has no key twice', () => {
    const open = new Map([['trip', { items: [inTrip], total: 9 }]]);
    const keys = sideRows([aProject('trip')], open, [loose, orphan]).map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('where a memory applies', () => {
  const trip: MemoryScope = { type: 'project', id: 'trip' };
  test.each([
    ['here', 'project Trip'],
    ['deleted', 'deleted project Trip'],
    ['elsewhere', 'project Trip, not on this machine'],
  ] as const)('is named, also when it is %s', (state, words) => {
    const named: NamedScope[] = [{ scope: trip, name: 'Trip', state }];
    expect(scopeWords(trip, named)).toBe(words);
  });

  test('is said although nobody knows its name any more', () => {
    expect(scopeWords(trip, [])).toBe('deleted project');
    expect(scopeWords({ type: 'assistant', id: 'trip' }, [])).toBe('deleted assistant');
    expect(scopeWords({ type: 'everywhere' }, [])).toBe('everywhere');
  });

  test('has learning of its own once, and again none', () => {
    const asks = withLearning([], trip, 'ask');
    expect(withLearning(asks, trip, 'told')).toEqual([{ scope: trip, learning: 'told' }]);
    expect(withLearning(asks, trip, null)).toEqual([]);
  });
});
