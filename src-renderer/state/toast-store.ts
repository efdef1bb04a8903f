/** Short messages at the edge of the window: failures (role alert) and things that can be undone (role status). */
import { create } from 'zustand';
import type { ErrorData } from '../../shared/errors.ts';

export interface Toast {
  readonly id: number;
  readonly tone: 'failure' | 'notice';
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
  /** How long it stays, in ms; it stays longer while the pointer or the focus is on it. */
  readonly duration: number;
}

const NOTICE_MS = 5_000;
const FAILURE_MS = 12_000;
const UNDO_MS = 10_000;
const AT_MOST = 4;

export const useToastStore = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

let nextId = 1;

function show(toast: Omit<Toast, 'id'>): void {
  const id = nextId;
  nextId += 1;
  useToastStore.setState(({ toasts }) => {
    // One thing at a time can be taken back, so that nobody has to guess which "Undo" is whose.
    const others = toasts.filter(({ text, action }) => text !== toast.text && !(action && toast.action));
    return { toasts: [...others, { ...toast, id }].slice(-AT_MOST) };
  });
}

export function dismissToast(id: number): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

export function showFailure(error: ErrorData): void {
  // A user who stopped something knows that it stopped; an ended session has its own page.
  if (error.code === 'cancelled' || error.code === 'unauthorized') return;
  show({ tone: 'failure', text: error.message, action: null, duration: FAILURE_MS });
}

export function showNotice(text: string): void {
  show({ tone: 'notice', text, action: null, duration: NOTICE_MS });
}

/** With one thing to do about it. */
export function showAction(text: string, label: string, run: () => void): void {
  show({ tone: 'notice', text, action: { label, run }, duration: UNDO_MS });
}

export function showUndo(text: string, run: () => void): void {
  showAction(text, 'Undo', run);
}
