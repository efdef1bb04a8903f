import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Toast } from '../../state/page/toast-store.ts';
import { dismissToast, useToastStore } from '../../state/page/toast-store.ts';
import { t } from '../../language/translate.ts';
import './toasts.css';

/** The stack of toasts. Failures are alerts; notices are announced politely. */
export function Toasts() {
  const toasts = useToastStore((state) => state.toasts);
  const failures = toasts.filter(({ tone }) => tone === 'failure');
  const notices = toasts.filter(({ tone }) => tone === 'notice');
  return (
    <div className="toasts">
      {failures.map((toast) => (
        <div key={toast.id} role="alert">
          <ToastCard toast={toast} />
        </div>
      ))}
      <div role="status" className="toasts-notices">
        {notices.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </div>
  );
}

function ToastCard({ toast }: { readonly toast: Toast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => dismissToast(toast.id), toast.duration);
    return () => clearTimeout(timer);
  }, [held, toast]);
  const act = () => {
    dismissToast(toast.id);
    toast.action?.run();
  };
  return (
    <div
      className={`toast toast-${toast.tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="toast-text">
        <Sentence text={toast.text} />
      </span>
      {toast.action === null ? null : (
        <button type="button" className="toast-action" onClick={act}>
          {toast.action.label}
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('Dismiss')}
        onClick={() => dismissToast(toast.id)}
      >
        <IconX size={15} stroke={1.6} aria-hidden />
      </button>
    </div>
  );
}

/** Isolates quoted names, which may be written right to left. */
function Sentence({ text }: { readonly text: string }) {
  // With the capture group, every second part is a name.
  return text
    .split(/(?<=“)([^“”]*)(?=”)/)
    .map((part, at) => (at % 2 === 1 ? <bdi key={at}>{part}</bdi> : part));
}
