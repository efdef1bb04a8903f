/**
 * Every keyboard shortcut: the only source for what keys do, for the palette, the sheet and Settings. Those with an id can be bound to other
 * keys. Pure.
 */
import { chordOf, typesNothing } from './chord.ts';
import type { KeyPress } from './chord.ts';

/** everywhere: on every page. list: while a chat or a project of the list has the focus. */
export type ShortcutPlace = 'everywhere' | 'list';

export interface Shortcut {
  readonly id: ShortcutId;
  readonly place: ShortcutPlace;
  readonly what: string;
  readonly keys: readonly string[];
}

const defaults = {
  palette: ['everywhere', 'Open the command palette', ['Mod+K']],
  'new-chat': ['everywhere', 'New chat', ['Mod+N', 'Alt+N']],
  'temporary-chat': ['everywhere', 'Temporary chat, or back', ['Alt+T']],
  find: ['everywhere', 'Find in the chat', ['Mod+F']],
  'focus-message': ['everywhere', 'Write a message', ['Shift+Escape']],
  'copy-answer': ['everywhere', 'Copy the last answer', ['Mod+Shift+C']],
  'copy-code': ['everywhere', 'Copy the last code in the chat', ['Mod+Alt+C']],
  teach: ['everywhere', 'Teach…', ['Alt+R']],
  'next-chat': ['everywhere', 'Next chat of the list', ['Alt+ArrowDown']],
  'previous-chat': ['everywhere', 'Previous chat of the list', ['Alt+ArrowUp']],
  'delete-chat': ['everywhere', 'Delete this chat, with Undo', ['Mod+Shift+Backspace']],
  sidebar: ['everywhere', 'Fold or unfold the list of chats', ['Mod+B']],
  'go-chat': ['everywhere', 'Chat', ['Alt+1']],
  'go-memory': ['everywhere', 'Memory', ['Alt+2']],
  'go-agents': ['everywhere', 'Agents', ['Alt+3']],
  settings: ['everywhere', 'Settings', ['Mod+,', 'Alt+4']],
  help: ['everywhere', 'Keyboard shortcuts', ['Mod+/', '?']],
  rename: ['list', 'Rename a chat; of a project its name and learning', ['F2']],
  pin: ['list', 'Pin or unpin a chat', ['P']],
  archive: ['list', 'Put a chat into the archive, with Undo', ['A']],
  move: ['list', 'Move a chat to a project', ['M']],
  remove: ['list', 'Delete a chat or a project, with Undo', ['Delete']],
} as const satisfies Record<string, readonly [ShortcutPlace, string, readonly string[]]>;

export type ShortcutId = keyof typeof defaults;

/** Keys that the user chose, by id; absent: the usual ones. */
export type KeyBindings = Readonly<Record<string, readonly string[]>>;

export const placeNames: Readonly<Record<ShortcutPlace, string>> = {
  everywhere: 'Everywhere',
  list: 'List of chats',
};

const ids = Object.keys(defaults) as ShortcutId[];

/** All that can be bound, with the keys that hold now. */
export function boundShortcuts(bindings: KeyBindings): Shortcut[] {
  return ids.map((id) => {
    const [place, what, usual] = defaults[id];
    return { id, place, what, keys: bindings[id] ?? usual };
  });
}

export function keysOf(id: ShortcutId, bindings: KeyBindings): readonly string[] {
  return bindings[id] ?? defaults[id][2];
}

export function isUsual(id: ShortcutId, bindings: KeyBindings): boolean {
  return bindings[id] === undefined;
}

/** What a key press does in a place; null: nothing. `typing`: what types something is typed. */
export function shortcutOf(
  press: KeyPress,
  place: ShortcutPlace,
  typing: boolean,
  bindings: KeyBindings = {},
): ShortcutId | null {
  const chord = chordOf(press);
  if (chord === null || (typing && !typesNothing(chord))) return null;
  return ids.find((id) => defaults[id][0] === place && keysOf(id, bindings).includes(chord)) ?? null;
}

/** Why keys cannot be bound, whatever else is; null: they can. */
export function chordFault(chord: string, place: ShortcutPlace): string | null {
  if (chord === 'Escape' || chord === 'Enter' || chord === 'Tab' || chord === 'Shift+Tab')
    return 'This key is needed to close, to send and to move on.';
  if (place === 'everywhere' && !typesNothing(chord) && chord !== '?')
    return 'Hold Ctrl, ⌘ or Alt with it: alone it is typed.';
  return null;
}

/** The other shortcut that has these keys where this one would: a shortcut that holds everywhere holds in the list too. */
export function conflictOf(chord: string, id: ShortcutId, bindings: KeyBindings): Shortcut | null {
  const place = defaults[id][0];
  return (
    boundShortcuts(bindings).find(
      (other) =>
        other.id !== id &&
        other.keys.includes(chord) &&
        (other.place === place || other.place === 'everywhere' || place === 'everywhere'),
    ) ?? null
  );
}

/** The bindings after these keys were given to a shortcut, and taken from all others. */
export function withBinding(chord: string, id: ShortcutId, bindings: KeyBindings): KeyBindings {
  const taken = conflictOf(chord, id, bindings);
  const others =
    taken === null ? bindings : { ...bindings, [taken.id]: taken.keys.filter((key) => key !== chord) };
  const kept = keysOf(id, others).filter((key) => key !== chord);
  return { ...others, [id]: [...kept, chord].slice(-3) };
}

export function withoutKeys(chord: string, id: ShortcutId, bindings: KeyBindings): KeyBindings {
  return { ...bindings, [id]: keysOf(id, bindings).filter((key) => key !== chord) };
}

/** The usual keys again. Those that another shortcut was given meanwhile stay with it. */
export function withUsual(id: ShortcutId, bindings: KeyBindings): KeyBindings {
  const { [id]: _, ...others } = bindings;
  const taken = defaults[id][2].filter((key) => conflictOf(key, id, others) !== null);
  if (taken.length === 0) return others;
  return { ...others, [id]: defaults[id][2].filter((key) => !taken.some((other) => other === key)) };
}

/** Keys of single fields and lists; they are as everywhere else and cannot be changed. */
export const fixedShortcuts: readonly {
  readonly group: string;
  readonly keys: readonly (readonly [string, string])[];
}[] = [
  {
    group: 'Writing a message',
    keys: [
      ['Enter', 'Send'],
      ['Shift Enter', 'New line'],
      ['Esc', 'Stop the answer; close a panel or dialog'],
      ['@', 'Choose an assistant that answers in this chat'],
      ['/', 'Use a prompt or a command, in an empty field'],
      ['↑', 'Edit your last message, while the field is empty'],
    ],
  },
  {
    group: 'Projects in the list',
    keys: [['← →', 'Fold or unfold a project']],
  },
  {
    group: 'List of memories',
    keys: [
      ['↑ ↓', 'Move; also Home, End, Page Up and Page Down'],
      ['Enter', 'Open details'],
      ['Space', 'Select'],
      ['Shift ↑ or Shift ↓', 'Select a range'],
      ['Ctrl A', 'Select all that are listed'],
      ['Esc', 'Select nothing'],
      ['E', 'Edit'],
      ['P', 'Pause or resume'],
      ['Delete', 'Forget, with Undo'],
    ],
  },
  {
    group: 'An agent or a team',
    keys: [
      ['Ctrl S', 'Save'],
      ['Delete', 'Delete, on its name under Yours, with Undo'],
    ],
  },
  {
    group: 'Replay of a run',
    keys: [
      ['← →', 'One step back or forward; also Home and End'],
      ['Space', 'Play or pause'],
    ],
  },
  {
    group: 'Memories to review',
    keys: [
      ['J or ↓', 'Next'],
      ['K or ↑', 'Previous'],
      ['A', 'Approve'],
      ['E', 'Edit, then approve'],
      ['R or Delete', 'Reject, with Undo'],
      ['M', 'Merge with the memory it is about'],
      ['Space', 'Select'],
    ],
  },
];
