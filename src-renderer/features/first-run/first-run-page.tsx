/**
 * features/first-run owns the first steps of a new user. Its page joins forms that Settings and the chat own; it adds none of its own.
 */
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { showFailure } from '../../state/page/toast-store.ts';
import { saveSettings, useSettingsStore } from '../../state/settings/settings-store.ts';
import { Button } from '../../ui/controls/button.tsx';
import { PageHeader } from '../shell/frame/page-header.tsx';
import { firstSteps } from './first-steps.tsx';
import { t } from '../../language/translate.ts';
import './first-run.css';

/** Four steps; each can be skipped, and the page is left and come back to at will. */
export default function FirstRunPage() {
  const settings = useSettingsStore(({ view }) => view?.settings);
  if (settings === undefined) return <div className="page" aria-busy="true" />;
  const { firstRun } = settings;
  return <FirstSteps begun={firstRun === 'done' ? null : Math.max(1, firstRun)} />;
}

/** @param begun the step to go on with; null: they are done, and looked at again. */
function FirstSteps({ begun }: { readonly begun: number | null }) {
  const [at, setAt] = useState(begun ?? 1);
  const [, navigate] = useLocation();
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(at);
  useEffect(() => {
    // Screen readers begin with the step that came.
    if (shown.current !== at) heading.current?.focus();
    shown.current = at;
  }, [at]);
  const isAgain = begun === null;
  const keep = async (firstRun: number | 'done'): Promise<void> => {
    if (isAgain) return;
    const result = await saveSettings({ firstRun });
    if (!result.ok) showFailure(result.error);
  };
  const go = (step: number): void => {
    setAt(step);
    void keep(step);
  };
  const leave = (): void => {
    void keep('done');
    navigate('/chat');
  };
  const step = firstSteps[at - 1];
  if (step === undefined) return null;
  const { title, note, Body } = step;
  const isLast = at === firstSteps.length;
  return (
    <div className="page">
      <main className="page-main" id="main" tabIndex={-1}>
        <PageHeader
          title={t('First steps')}
          note={t('{{step}} of {{total}}', { step: at, total: firstSteps.length })}
        >
          <Button variant="quiet" onClick={leave}>
            {isAgain ? t('Close') : t('Skip all')}
          </Button>
        </PageHeader>
        {/* A step without focusable content must still scroll by keyboard. */}
        <div className="settings-scroll first-run" tabIndex={0}>
          <ol className="first-run-steps" aria-label={t('Steps')}>
            {firstSteps.map((one, index) => (
              <li key={one.title} aria-current={index + 1 === at ? 'step' : undefined}>
                <button type="button" className="first-run-step" onClick={() => go(index + 1)}>
                  <span aria-hidden>{index + 1}</span>
                  {one.name}
                </button>
              </li>
            ))}
          </ol>
          <h2 ref={heading} tabIndex={-1} className="first-run-title">
            {title}
          </h2>
          <p className="first-run-note">{note}</p>
          <Body />
          <div className="first-run-actions">
            {at === 1 ? null : <Button onClick={() => go(at - 1)}>{t('Back')}</Button>}
            <Button variant="primary" onClick={() => (isLast ? leave() : go(at + 1))}>
              {isLast ? t('Start chatting') : t('Next')}
            </Button>
          </div>
        </div>
      </main>
    </div>
  );
}
