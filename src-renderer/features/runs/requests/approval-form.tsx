import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode, SyntheticEvent } from 'react';
import { Button } from '../../../ui/controls/button.tsx';
import { useFocusOnMount } from '../../../ui/hooks/use-focus-on-mount.ts';
import type { Decide, RunRequest } from './run-request.ts';
import { prettyJson } from '../run-labels.ts';
import { t } from '../../../language/translate.ts';

interface ApprovalFormProps {
  readonly request: RunRequest;
  readonly decide: Decide;
}

/** A tool call before it runs: approve, edit or reject it with a reason. */
export function ApprovalForm({ request, decide }: ApprovalFormProps) {
  const [step, setStep] = useState<'decide' | 'edit' | 'refuse'>('decide');
  const [error, setError] = useState<string | null>(null);
  const given = prettyJson(request.toolCall?.arguments ?? '');
  const send = async (answer: Parameters<Decide>[0]): Promise<void> => {
    const result = await decide(answer);
    if (!result.ok) setError(result.error.message);
  };
  const back = (): void => {
    setStep('decide');
    setError(null);
  };
  if (step === 'edit') {
    return (
      <EditArguments
        given={given}
        error={error}
        onBack={back}
        onSend={(text) => void send({ type: 'edit', arguments: text })}
      />
    );
  }
  if (step === 'refuse') {
    return (
      <RefuseCall error={error} onBack={back} onSend={(reason) => void send({ type: 'reject', reason })} />
    );
  }
  return (
    <>
      <pre tabIndex={0} aria-label={t('What it would be given')}>
        {given === '' ? '{}' : given}
      </pre>
      {error === null ? null : (
        <p role="alert" className="run-request-error">
          {error}
        </p>
      )}
      <div className="run-request-actions">
        <Button small variant="primary" onClick={() => void send({ type: 'approve' })}>
          {t('Approve', {}, 'call')}
        </Button>
        <Button small onClick={() => setStep('edit')}>
          {t('Edit')}
        </Button>
        <Button small variant="danger" onClick={() => setStep('refuse')}>
          {t('Refuse')}
        </Button>
      </div>
    </>
  );
}

interface StepProps {
  readonly error: string | null;
  readonly onBack: () => void;
  readonly onSend: (text: string) => void;
}

function EditArguments({ given, error, onBack, onSend }: StepProps & { readonly given: string }) {
  const field = useFocusOnMount<HTMLTextAreaElement>();
  const [text, setText] = useState(given);
  return (
    <Step label={t('Approve with changes')} variant="primary" onBack={onBack} onSubmit={() => onSend(text)}>
      <Textarea
        ref={field}
        label={t('What it is given')}
        className="run-request-json"
        rows={Math.min(10, given.split('\n').length + 1)}
        spellCheck={false}
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Step>
  );
}

function RefuseCall({ error, onBack, onSend }: StepProps) {
  const field = useFocusOnMount<HTMLInputElement>();
  const [reason, setReason] = useState('');
  return (
    <Step label={t('Refuse')} variant="danger" onBack={onBack} onSubmit={() => onSend(reason)}>
      <TextInput
        ref={field}
        label={t('Why not')}
        description={t('Optional. The agent reads it and goes on from there.')}
        dir="auto"
        value={reason}
        error={error}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Step>
  );
}

interface StepFormProps {
  readonly label: string;
  readonly variant: 'primary' | 'danger';
  readonly onBack: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

function Step({ label, variant, onBack, onSubmit, children }: StepFormProps) {
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit}>
      {children}
      <div className="run-request-actions">
        <Button small variant={variant} type="submit">
          {label}
        </Button>
        <Button small onClick={onBack}>
          {t('Back')}
        </Button>
      </div>
    </form>
  );
}
