import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { LearnerCheckResult } from '../../../../shared/models/learner-check.ts';
import { useAppStore } from '../../../state/page/app-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ErrorText } from '../../../ui/controls/error-text.tsx';
import { formatCount } from '../../../ui/format/format-count.ts';
import { SettingsSection } from '../form/settings-section.tsx';

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
      title="Learning with a model"
      note="Before a model learns from your messages it is asked once about ten sentences of which Tutee knows what they teach. One that misses too much or makes things up does not learn: then rules alone do."
    >
      <div className="connection-test">
        <Button disabled={busy} onClick={() => void check()}>
          {checked.check === null ? 'Check now' : 'Check again'}
        </Button>
        <span className="settings-state" role="status">
          {busy ? 'Asking about ten sentences…' : wordingOf(checked.model, checked.check)}
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
  if (check === null) return `${model} is checked before it learns for the first time.`;
  const { passed, found, teaching, wrong, slow, usage } = check;
  const tokens = usage.promptTokens + usage.completionTokens;
  const cost =
    tokens === 0
      ? 'Its server does not say what the check cost.'
      : `The check took ${formatCount(tokens, 'token', 'tokens')}.`;
  if (slow) return `${model} took too long, so rules alone learn. ${cost}`;
  const made = wrong === 0 ? 'made nothing up' : `made ${formatCount(wrong, 'thing', 'things')} up`;
  const how = `found ${found} of ${teaching} and ${made}`;
  return passed ? `${model} learns: it ${how}. ${cost}` : `${model} ${how}, so rules alone learn. ${cost}`;
}
