/** Toasts: failures (role alert) and notices, some with Undo (role status). */
import { create } from 'zustand';
import type { ErrorData } from '../../../shared/errors.ts';
import { t } from '../../language/translate.ts';

/**
 * What an Undo would revert. When that is gone, or was restored otherwise, the toast is removed, since it can no
 * longer do what it says.
 */
export type UndoSubject =
  /** A change to memories, including an import. */
  | { readonly type: 'change'; readonly id: string }
  /** A chat that was moved out of this project. */
  | { readonly type: 'move'; readonly id: string; readonly from: string | null }
  | { readonly type: 'deleted-chat' | 'archived-chat'; readonly id: string }
  | { readonly type: 'deleted-project'; readonly id: string }
  | { readonly type: 'deleted-prompt'; readonly id: string }
  /** A folder of a project or an assistant. */
  | { readonly type: 'removed-source'; readonly id: string }
  | { readonly type: 'deleted-team'; readonly id: string }
  | { readonly type: 'deleted-run'; readonly id: string; readonly conversationId: string | null }
  /** An unsaved agent or team. */
  | { readonly type: 'draft'; readonly id: string };

export interface Toast {
  readonly id: number;
  readonly tone: 'failure' | 'notice';
  readonly text: string;
  readonly action: { readonly label: string; readonly run: () => void } | null;
  /** Null: it is not an Undo. */
  readonly about: UndoSubject | null;
  /** How long it stays, in ms; longer while the pointer or the focus is on it. */
  readonly duration: number;
}

const NOTICE_MS = 5_000;
const FAILURE_MS = 12_000;
const UNDO_MS = 10_000;
const MAX_TOASTS = 4;

export const useToastStore = create<{ readonly toasts: readonly Toast[] }>(() => ({ toasts: [] }));

let nextId = 1;

function show(toast: Omit<Toast, 'id'>): void {
  const id = nextId;
  nextId += 1;
  useToastStore.setState(({ toasts }) => {
    // Only one toast has an action at a time, so that it is clear what "Undo" reverts.
    const others = toasts.filter(({ text, action }) => text !== toast.text && !(action && toast.action));
    return { toasts: [...others, { ...toast, id }].slice(-MAX_TOASTS) };
  });
}

export function dismissToast(id: number): void {
  useToastStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

export function showFailure(error: ErrorData): void {
  // Whoever cancelled knows it; an ended session has its own page.
  if (error.code === 'cancelled' || error.code === 'unauthorized') return;
  show({ tone: 'failure', text: error.message, action: null, about: null, duration: FAILURE_MS });
}

export function showNotice(text: string): void {
  show({ tone: 'notice', text, action: null, about: null, duration: NOTICE_MS });
}

/** A notice with one action. */
export function showAction(text: string, label: string, run: () => void): void {
  show({ tone: 'notice', text, action: { label, run }, about: null, duration: UNDO_MS });
}

export function showUndo(text: string, run: () => void, about: UndoSubject): void {
  show({ tone: 'notice', text, action: { label: t('Undo'), run }, about, duration: UNDO_MS });
}

/** Removes every Undo whose subject is gone. */
export function withdrawUndo(isGone: (about: UndoSubject) => boolean): void {
  const { toasts } = useToastStore.getState();
  const left = toasts.filter(({ about }) => about === null || !isGone(about));
  if (left.length < toasts.length) useToastStore.setState({ toasts: left });
}

/** What the visible Undo toasts would revert. */
export function undoSubjects(): UndoSubject[] {
  return useToastStore.getState().toasts.flatMap(({ about }) => about ?? []);
}
