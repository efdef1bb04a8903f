import type { KeyPress } from '../../shell/keys/chord.ts';

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

/** The meaning of a key on a card; null: none. */
export function reviewKey(press: KeyPress): ReviewKey | null {
  const key = press.key.toLowerCase();
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return key === 'a' ? 'select-all' : null;
  return keys[key] ?? null;
}
