import { beforeEach, describe, expect, test } from 'vitest';
import {
  showNotice,
  showUndo,
  undoSubjects,
  useToastStore,
  withdrawUndo,
} from '#renderer/state/page/toast-store.ts';

const shown = () => useToastStore.getState().toasts.map(({ text }) => text);

describe('an Undo', () => {
  beforeEach(() => useToastStore.setState({ toasts: [] }));

  test('is removed with its subject, and nothing else is', () => {
    showNotice('Saved.');
    showUndo('Forgotten.', () => undefined, { type: 'change', id: 'c1' });
    withdrawUndo(({ type, id }) => type === 'change' && id === 'c2');
    expect(undoSubjects()).toEqual([{ type: 'change', id: 'c1' }]);
    expect(shown()).toEqual(['Saved.', 'Forgotten.']);
    withdrawUndo(({ type, id }) => type === 'change' && id === 'c1');
    expect(shown()).toEqual(['Saved.']);
    withdrawUndo(() => true);
    expect(shown()).toEqual(['Saved.']);
  });
});
