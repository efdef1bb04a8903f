/**
 * Every keyboard shortcut: the only source for what keys do, for the palette, the sheet and Settings. Those with an id can be bound to other
 * keys. Pure.
 */
import { chordLabel, chordOf, eitherLabel, typesNothing } from './chord.ts';
import type { KeyPress } from './chord.ts';
import { t } from '../../../language/translate.ts';

/** everywhere: on every page. list: while a chat or a project of the list has the focus. */
export type ShortcutPlace = 'everywhere' | 'list';

export interface Shortcut {
  readonly id: ShortcutId;
  readonly place: ShortcutPlace;
  readonly what: string;
  readonly keys: readonly string[];
}

const defaults = {
  palette: ['everywhere', t('Open the command palette'), ['Mod+K']],
  'new-chat': ['everywhere', t('New chat'), ['Mod+N', 'Alt+N']],
  'temporary-chat': ['everywhere', t('Temporary chat, or back'), ['Alt+T']],
  find: ['everywhere', t('Find in the chat'), ['Mod+F']],
  'focus-message': ['everywhere', t('Write a message'), ['Shift+Escape']],
  'copy-answer': ['everywhere', t('Copy the last answer'), ['Mod+Shift+C']],
  'copy-code': ['everywhere', t('Copy the last code in the chat'), ['Mod+Alt+C']],
  teach: ['everywhere', t('Teach…'), ['Alt+R']],
  'next-chat': ['everywhere', t('Next chat of the list'), ['Alt+ArrowDown']],
  'previous-chat': ['everywhere', t('Previous chat of the list'), ['Alt+ArrowUp']],
  'delete-chat': ['everywhere', t('Delete this chat, with Undo'), ['Mod+Shift+Backspace']],
  sidebar: ['everywhere', t('Fold or unfold the list of chats'), ['Mod+B']],
  'go-chat': ['everywhere', t('Chat'), ['Alt+1']],
  'go-memory': ['everywhere', t('Memory'), ['Alt+2']],
  'go-agents': ['everywhere', t('Agents'), ['Alt+3']],
  settings: ['everywhere', t('Settings'), ['Mod+,', 'Alt+4']],
  help: ['everywhere', t('Keyboard shortcuts'), ['Mod+/', '?']],
  rename: ['list', t('Rename a chat; of a project its name and learning'), ['F2']],
  pin: ['list', t('Pin or unpin a chat'), ['P']],
  archive: ['list', t('Put a chat into the archive, with Undo'), ['A']],
  move: ['list', t('Move a chat to a project'), ['M']],
  remove: ['list', t('Delete a chat or a project, with Undo'), ['Delete']],
} as const satisfies Record<string, readonly [ShortcutPlace, string, readonly string[]]>;

export type ShortcutId = keyof typeof defaults;

/** Keys that the user chose, by id; absent: the usual ones. */
export type KeyBindings = Readonly<Record<string, readonly string[]>>;

export const placeNames: Readonly<Record<ShortcutPlace, string>> = {
  everywhere: t('Everywhere'),
  list: t('List of chats'),
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
    return t('This key is needed to close, to send and to move on.');
  if (place === 'everywhere' && !typesNothing(chord) && chord !== '?')
    return t('Hold Ctrl, ⌘ or Alt with it: alone it is typed.');
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

/** As on a keyboard with Ctrl: these keys do not become ⌘ on a Mac. */
function fixed(chord: string): string {
  return chordLabel(chord, false);
}

/** Keys of single fields and lists; they are as everywhere else and cannot be changed. */
export const fixedShortcuts: readonly {
  readonly group: string;
  readonly keys: readonly (readonly [string, string])[];
}[] = [
  {
    group: t('Writing a message'),
    keys: [
      ['Enter', t('Send')],
      [fixed('Shift+Enter'), t('New line')],
      [fixed('Escape'), t('Stop the answer; close a panel or dialog')],
      ['@', t('Choose an assistant that answers in this chat')],
      ['/', t('Use a prompt or a command, in an empty field')],
      ['↑', t('Edit your last message, while the field is empty')],
    ],
  },
  {
    group: t('Projects in the list'),
    keys: [['← →', t('Fold or unfold a project')]],
  },
  {
    group: t('List of memories'),
    keys: [
      ['↑ ↓', t('Move; also Home, End, Page Up and Page Down')],
      ['Enter', t('Open details')],
      [fixed('Space'), t('Select')],
      [eitherLabel([fixed('Shift+ArrowUp'), fixed('Shift+ArrowDown')]), t('Select a range')],
      [fixed('Mod+A'), t('Select all that are listed')],
      [fixed('Escape'), t('Select nothing')],
      ['E', t('Edit')],
      ['P', t('Pause or resume')],
      ['Delete', t('Forget, with Undo')],
    ],
  },
  {
    group: t('An agent or a team'),
    keys: [
      [fixed('Mod+S'), t('Save')],
      ['Delete', t('Delete, on its name under Yours, with Undo')],
    ],
  },
  {
    group: t('Replay of a run'),
    keys: [
      ['← →', t('One step back or forward; also Home and End')],
      [fixed('Space'), t('Play or pause')],
    ],
  },
  {
    group: t('Memories to review'),
    keys: [
      [eitherLabel(['J', '↓']), t('Next')],
      [eitherLabel(['K', '↑']), t('Previous')],
      ['A', t('Approve')],
      ['E', t('Edit, then approve')],
      [eitherLabel(['R', 'Delete']), t('Reject, with Undo')],
      ['M', t('Merge with the memory it is about')],
      [fixed('Space'), t('Select')],
    ],
  },
];
