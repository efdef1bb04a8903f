export type Shortcut = 'palette' | 'new-chat' | 'settings' | 'help' | 'find' | 'close-panel';

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The global shortcut of a key press; null: none. `typing`: the focus is in a text field. */
export function shortcutOf(press: KeyPress, typing: boolean): Shortcut | null {
  const key = press.key.toLowerCase();
  const command = (press.ctrlKey || press.metaKey) && !press.altKey;
  if (command && key === 'k') return 'palette';
  if (command && key === 'n' && !press.shiftKey) return 'new-chat';
  // Browsers reserve Ctrl+N, so there is an alternative.
  if (press.altKey && !press.ctrlKey && !press.metaKey && key === 'n') return 'new-chat';
  if (command && key === 'f' && !press.shiftKey) return 'find';
  if (command && key === ',') return 'settings';
  if (command && key === '/') return 'help';
  if (!typing && !command && !press.altKey && key === '?') return 'help';
  if (key === 'escape') return 'close-panel';
  return null;
}

/** All keyboard shortcuts, for display. */
export const shortcutList: readonly {
  readonly group: string;
  readonly keys: readonly (readonly [string, string])[];
}[] = [
  {
    group: 'Everywhere',
    keys: [
      ['Ctrl K', 'Open the command palette'],
      ['Ctrl N or Alt N', 'New chat (browsers keep Ctrl N for themselves)'],
      ['Ctrl F', 'Find in the chat; Enter and Shift Enter for the next and the previous place'],
      ['Ctrl ,', 'Settings'],
      ['Ctrl / or ?', 'This list'],
      ['Esc', 'Close the panel or dialog'],
    ],
  },
  {
    group: 'Writing a message',
    keys: [
      ['Enter', 'Send'],
      ['Shift Enter', 'New line'],
      ['Esc', 'Stop the answer'],
      ['↑', 'Edit your last message, while the field is empty'],
    ],
  },
  {
    group: 'List of chats',
    keys: [
      ['F2', 'Rename; of a project its name and learning'],
      ['M', 'Move to a project'],
      ['← →', 'Fold or unfold a project'],
      ['P', 'Pin, or unpin'],
      ['A', 'Put into the archive, with Undo'],
      ['Delete', 'Delete a chat or a project, with Undo'],
    ],
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
