/** Display options of code, shared by all code blocks: line wrapping and line numbers. Stored in this browser. */
import { useSyncExternalStore } from 'react';

export interface CodeView {
  readonly wrap: boolean;
  readonly numbers: boolean;
}

const KEY = 'tutee-code-view';
const listeners = new Set<() => void>();
let view: CodeView | null = null;

export function useCodeView(): CodeView {
  return useSyncExternalStore(subscribe, current, () => plain);
}

export function toggleCodeView(name: keyof CodeView): void {
  view = { ...current(), [name]: !current()[name] };
  try {
    localStorage.setItem(KEY, JSON.stringify(view));
  } catch {
    // Without storage it lasts until the page is closed.
  }
  for (const listener of listeners) listener();
}

const plain: CodeView = { wrap: false, numbers: false };

function current(): CodeView {
  view ??= saved();
  return view;
}

function saved(): CodeView {
  try {
    const text = localStorage.getItem(KEY) ?? '';
    return { wrap: text.includes('"wrap":true'), numbers: text.includes('"numbers":true') };
  } catch {
    return plain;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
