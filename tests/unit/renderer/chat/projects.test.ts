import { describe, expect, test } from 'vitest';
import { keyOf, sidebarRows } from '#renderer/features/shell/sidebar/sidebar-rows.ts';
import { withLearningOverride } from '#renderer/ui/learning/learning-override.ts';
import { formatScope } from '#renderer/ui/format/format-scope.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import type { NamedScope, Project } from '#shared/project.ts';
import { aConversation } from '../../../support/renderer-values.ts';

function aProject(id: string): Project {
  return { id, name: `Project ${id}`, keepsTeachings: false, createdAt: 1, updatedAt: 1 };
}

const inTrip = aConversation({ id: 'in', projectId: 'trip' });
const loose = aConversation({ id: 'loose' });
const orphan = aConversation({ id: 'orphan', projectId: 'gone' });

describe('the rows of the sidebar', () => {
  const shape = (open: Parameters<typeof sidebarRows>[1]) =>
    sidebarRows([aProject('trip')], open, [inTrip, loose, orphan]).map((row) =>
      row.type === 'note' ? row.note : `${row.type} ${keyOf(row)}`,
    );

  test('are collapsed projects, then chats without an existing project', () => {
    expect(shape(new Map())).toEqual(['project trip', 'chat loose+', 'chat orphan']);
  });

  test('show the chats of an expanded project, or that it is loading, empty or has more', () => {
    const after = ['chat loose+', 'chat orphan'];
    expect(shape(new Map([['trip', null]]))).toEqual(['project trip', 'loading', ...after]);
    expect(shape(new Map([['trip', { items: [], total: 0 }]]))).toEqual(['project trip', 'empty', ...after]);
    const one = { items: [inTrip], total: 1 };
    expect(shape(new Map([['trip', one]]))).toEqual(['project trip', 'chat in in', ...after]);
    const more = { items: [inTrip], total: 2 };
    expect(shape(new Map([['trip', more]]))).toEqual(['project trip', 'chat in in', 'more', ...after]);
  });

  test('begin with the pinned chats, those of projects too', () => {
    const pinned = { ...inTrip, pinned: true as const };
    const rows = sidebarRows([aProject('trip')], new Map([['trip', { items: [pinned], total: 1 }]]), [
      pinned,
      loose,
    ]);
    expect(rows.map((row) => (row.type === 'chat' ? row.conversation.id : row.type))).toEqual([
      'in',
      'project',
      'in',
      'loose',
    ]);
    expect(rows[0]).toMatchObject({ heading: 'Pinned' });
    expect(new Set(rows.map(keyOf)).size).toBe(rows.length);
  });

  test('have unique keys', () => {
    const open = new Map([['trip', { items: [inTrip], total: 9 }]]);
    const keys = sidebarRows([aProject('trip')], open, [loose, orphan]).map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the scope of a memory', () => {
  const trip: MemoryScope = { type: 'project', id: 'trip' };
  test.each([
    ['here', 'project Trip'],
    ['deleted', 'deleted project Trip'],
    ['elsewhere', 'project Trip, not on this machine'],
  ] as const)('is named when its project is %s', (state, words) => {
    const named: NamedScope[] = [{ scope: trip, name: 'Trip', state }];
    expect(formatScope(trip, named)).toBe(words);
  });

  test('has a fallback when its name is unknown', () => {
    expect(formatScope(trip, [])).toBe('deleted project');
    expect(formatScope({ type: 'assistant', id: 'trip' }, [])).toBe('deleted assistant');
    expect(formatScope({ type: 'everywhere' }, [])).toBe('everywhere');
  });

  test('has at most one learning setting', () => {
    const asks = withLearningOverride([], trip, 'ask');
    expect(withLearningOverride(asks, trip, 'told')).toEqual([{ scope: trip, learning: 'told' }]);
    expect(withLearningOverride(asks, trip, null)).toEqual([]);
  });
});
