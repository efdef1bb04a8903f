import type { KeyPress } from '../../shell/shortcut-keys.ts';

export type ReviewKey =
  | 'next'
  | 'previous'
  | 'approve'
  | 'edit'
  | 'reject'
  | 'merge'
  | 'select'
  | 'select-all'
  | 'clear';

const keys: Readonly<Record<string, ReviewKey>> = {
  j: 'next',
  arrowdown: 'next',
  k: 'previous',
  arrowup: 'previous',
  a: 'approve',
  e: 'edit',
  r: 'reject',
  delete: 'reject',
  m: 'merge',
  ' ': 'select',
  escape: 'clear',
};

/** What a key on a card means; null: nothing. */
export function reviewKey(press: KeyPress): ReviewKey | null {
  const key = press.key.toLowerCase();
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return key === 'a' ? 'select-all' : null;
  return keys[key] ?? null;
}
