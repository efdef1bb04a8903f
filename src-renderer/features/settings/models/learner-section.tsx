import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { LearnerCheckResult } from '../../../../shared/models/learner-check.ts';
import { useAppStore } from '../../../state/page/app-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ErrorText } from '../../../ui/controls/error-text.tsx';
import { SettingsSection } from '../form/settings-section.tsx';
import { t, tCount } from '../../../language/translate.ts';

type Checked = CommandOutput<'learning.lastCheck'>['checked'];

/** Whether the default model may learn, and why not. Renders nothing in memory mode. */
export function LearnerSection() {
  const status = useAppStore(({ model }) => model);
  // Each model has its own check.
  return <Learner key={`${status?.baseUrl ?? ''} ${status?.model ?? ''}`} />;
}

function Learner() {
  const [checked, setChecked] = useState<Checked>(null);
  const [failure, setFailure] = useState<ErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void client.call('learning.lastCheck', {}).then((result) => {
      if (isCurrent && result.ok) setChecked(result.value.checked);
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  if (checked === null) return null;
  const check = async (): Promise<void> => {
    setBusy(true);
    setFailure(null);
    const result = await client.call('learning.check', {});
    if (result.ok) setChecked(result.value.checked);
    else setFailure(result.error);
    setBusy(false);
  };
  return (
    <SettingsSection
      title={t('Learning with a model')}
      note={t(
        'Before a model learns from your messages it is asked once about ten sentences of which Tutee knows what they teach. One that misses too much or makes things up does not learn: then rules alone do.',
      )}
    >
      <div className="connection-test">
        <Button disabled={busy} onClick={() => void check()}>
          {checked.check === null ? t('Check now') : t('Check again')}
        </Button>
        <span className="settings-state" role="status">
          {busy ? t('Asking about ten sentences…') : wordingOf(checked.model, checked.check)}
        </span>
        {failure === null ? null : (
          <div className="test-failure" role="alert">
            <ErrorText message={failure.message} />
          </div>
        )}
      </div>
    </SettingsSection>
  );
}

function wordingOf(model: string, check: LearnerCheckResult | null): string {
  if (check === null) return t('{{model}} is checked before it learns for the first time.', { model });
  const tokens = check.usage.promptTokens + check.usage.completionTokens;
  const cost =
    tokens === 0
      ? t('Its server does not say what the check cost.')
      : tCount(tokens, 'The check took {{count}} token.', 'The check took {{count}} tokens.');
  return `${verdictOf(model, check)} ${cost}`;
}

function verdictOf(model: string, check: LearnerCheckResult): string {
  const { passed, found, teaching, wrong, slow } = check;
  if (slow) return t('{{model}} took too long, so rules alone learn.', { model });
  const values = { model, found, total: teaching };
  if (passed)
    return wrong === 0
      ? t('{{model}} learns: it found {{found}} of {{total}} and made nothing up.', values)
      : tCount(
          wrong,
          '{{model}} learns: it found {{found}} of {{total}} and made {{count}} thing up.',
          '{{model}} learns: it found {{found}} of {{total}} and made {{count}} things up.',
          values,
        );
  return wrong === 0
    ? t('{{model}} found {{found}} of {{total}} and made nothing up, so rules alone learn.', values)
    : tCount(
        wrong,
        '{{model}} found {{found}} of {{total}} and made {{count}} thing up, so rules alone learn.',
        '{{model}} found {{found}} of {{total}} and made {{count}} things up, so rules alone learn.',
        values,
      );
}
