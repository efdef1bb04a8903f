import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { requestNewLink } from '../../../client/session-key.ts';
import { useAppStore } from '../../../state/page/app-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { Logo } from '../sidebar/logo.tsx';
import { t } from '../../../language/translate.ts';
import './not-connected.css';

/**
 * Shown in a browser without a key of the running Tutee: a full page when nothing was loaded yet, else a dialog over
 * the page, so that nothing typed is lost.
 */
export function NotConnected({ children }: { readonly children: ReactNode }) {
  const ended = useAppStore(({ connection }) => connection === 'ended');
  const wasConnected = useAppStore(({ info }) => info !== null);
  if (ended && !wasConnected) return <FirstConnection />;
  return (
    <>
      {children}
      {ended ? <RestartedDialog /> : null}
    </>
  );
}

/**
 * A native modal dialog: it makes everything else inert, open dialogs included, and they keep what was typed. It
 * stays until the connection is back.
 */
function RestartedDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  const show = (): void => dialog.current?.showModal();
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    // Closed before it is removed, so that the browser restores the focus.
    return () => shown?.close();
  }, []);
  return (
    // With this attribute, Mantine does not close a dialog below on Escape.
    <dialog
      ref={dialog}
      className="restarted"
      aria-labelledby="restarted-title"
      data-mantine-stop-propagation="true"
      onKeyDown={keepOpen}
      onClose={show}
    >
      <h2 id="restarted-title">{t('Tutee was started again')}</h2>
      <p>{t('This tab needs a new key to go on. What you typed here is still here.')}</p>
      <NewLink label={t('Go on')} />
    </dialog>
  );
}

function keepOpen(event: KeyboardEvent): void {
  if (event.key === 'Escape') event.preventDefault();
}

function FirstConnection() {
  return (
    <main className="not-connected">
      <Logo />
      <h1>{t('This browser is not connected to Tutee')}</h1>
      <p>{t('Tutee runs on this machine. It shows what it remembers only to browsers that you connect.')}</p>
      <NewLink label={t('Connect this browser')} />
    </main>
  );
}

type RequestState = 'no' | 'asking' | 'browser' | 'terminal' | 'failed';

const words: Record<RequestState, string> = {
  no: '',
  asking: '',
  browser: t(
    'Tutee opens in a new tab, and then this tab goes on by itself. If that was another browser, or no tab came, open the link that was printed where you started Tutee in this one.',
  ),
  terminal: t(
    'A new link was printed where you started Tutee. Open it in this browser, and this tab goes on by itself.',
  ),
  failed: t('Tutee does not answer. If you closed it, start it again.'),
};

function NewLink({ label }: { readonly label: string }) {
  const [asked, setAsked] = useState<RequestState>('no');
  const ask = async (): Promise<void> => {
    setAsked('asking');
    const result = await requestNewLink();
    setAsked(result.ok ? result.value : 'failed');
  };
  return (
    <div className="new-link">
      <Button
        variant="primary"
        data-mantine-stop-propagation="true"
        aria-busy={asked === 'asking'}
        onClick={() => void ask()}
      >
        {label}
      </Button>
      <p role="status">{words[asked]}</p>
    </div>
  );
}
