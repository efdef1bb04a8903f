import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chordLabel, chordOf } from '#renderer/features/shell/keys/chord.ts';
import {
  boundShortcuts,
  chordFault,
  conflictOf,
  keysOf,
  shortcutOf,
  withBinding,
  withoutKeys,
  withUsual,
} from '#renderer/features/shell/keys/shortcuts.ts';
import type { KeyBindings } from '#renderer/features/shell/keys/shortcuts.ts';

const press = { key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const ids = boundShortcuts({}).map(({ id }) => id);

describe('a key press as text', () => {
  test.each([
    [{ key: 'k', ctrlKey: true }, 'Mod+K'],
    [{ key: 'K', metaKey: true, shiftKey: true }, 'Mod+Shift+K'],
    [{ key: '?', shiftKey: true }, '?'],
    [{ key: '˜', code: 'KeyN', altKey: true }, 'Alt+N'],
    [{ key: '¡', code: 'Digit1', altKey: true }, 'Alt+1'],
    [{ key: 'ArrowUp', altKey: true }, 'Alt+ArrowUp'],
    [{ key: ' ', ctrlKey: true }, 'Mod+Space'],
    [{ key: '+', ctrlKey: true, shiftKey: true }, 'Mod++'],
    [{ key: 'Control', ctrlKey: true }, null],
    [{ key: 'Dead', altKey: true }, null],
  ])('%j is %s', (keys, chord) => {
    expect(chordOf({ ...press, ...keys })).toBe(chord);
  });

  test('is shown with the names on the keys, and with signs on a Mac', () => {
    expect(chordLabel('Mod+Shift+ArrowUp', false)).toBe('Ctrl Shift ↑');
    expect(chordLabel('Mod+Shift+C', true)).toBe('⌘ ⇧ C');
    expect(chordLabel('Mod++', false)).toBe('Ctrl +');
  });
});

describe('shortcuts', () => {
  test('are the same with Ctrl and Cmd, and others with Alt', () => {
    expect(shortcutOf({ ...press, key: 'k', ctrlKey: true }, 'everywhere', true)).toBe('palette');
    expect(shortcutOf({ ...press, key: 'K', metaKey: true }, 'everywhere', true)).toBe('palette');
    expect(shortcutOf({ ...press, key: 'k', ctrlKey: true, altKey: true }, 'everywhere', true)).toBeNull();
    expect(shortcutOf({ ...press, key: 'n', altKey: true }, 'everywhere', false)).toBe('new-chat');
  });

  test('that type something are typed in text fields', () => {
    expect(shortcutOf({ ...press, key: '?', shiftKey: true }, 'everywhere', true)).toBeNull();
    expect(shortcutOf({ ...press, key: '?', shiftKey: true }, 'everywhere', false)).toBe('help');
  });

  test('hold in their place alone', () => {
    expect(shortcutOf({ ...press, key: 'p' }, 'list', false)).toBe('pin');
    expect(shortcutOf({ ...press, key: 'p' }, 'everywhere', false)).toBeNull();
  });

  test('have no keys in common as they are usual, and none that cannot be bound', () => {
    for (const { id, place, keys } of boundShortcuts({}))
      for (const key of keys) {
        expect(conflictOf(key, id, {})).toBeNull();
        expect(chordFault(key, place)).toBeNull();
      }
  });
});

describe('other keys', () => {
  test('take the place of nothing but a conflict', () => {
    const bindings = withBinding('Mod+K', 'teach', {});
    expect(keysOf('teach', bindings)).toEqual(['Alt+R', 'Mod+K']);
    expect(keysOf('palette', bindings)).toEqual([]);
    expect(shortcutOf({ ...press, key: 'k', ctrlKey: true }, 'everywhere', true, bindings)).toBe('teach');
    expect(withUsual('teach', bindings)).toEqual({ palette: [] });
    // What was given to another stays there.
    expect(keysOf('palette', withUsual('palette', bindings))).toEqual([]);
  });

  test('conflict with those that hold everywhere, not with those of another place', () => {
    expect(conflictOf('Mod+K', 'pin', {})?.id).toBe('palette');
    expect(conflictOf('P', 'archive', {})?.id).toBe('pin');
    expect(conflictOf('Mod+Y', 'pin', {})).toBeNull();
  });

  test.each(['Escape', 'Enter', 'Tab', 'A', '7'])('cannot be %s everywhere', (chord) => {
    expect(chordFault(chord, 'everywhere')).not.toBeNull();
  });

  test('never leave two shortcuts with the same keys, whatever is done', () => {
    const chords = ['Mod+K', 'Mod+B', 'Alt+N', 'F2', 'Mod+Shift+X', 'Alt+R', 'Delete'];
    const step = fc.record({
      act: fc.constantFrom('bind', 'remove', 'reset'),
      id: fc.constantFrom(...ids),
      chord: fc.constantFrom(...chords),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let bindings: KeyBindings = {};
        for (const { act, id, chord } of steps) {
          if (act === 'bind') bindings = withBinding(chord, id, bindings);
          else bindings = act === 'remove' ? withoutKeys(chord, id, bindings) : withUsual(id, bindings);
        }
        for (const { id, keys } of boundShortcuts(bindings))
          for (const key of keys) expect(conflictOf(key, id, bindings)).toBeNull();
      }),
    );
  });
});
