import { Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { limits } from '../../../../shared/limits.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import { introduceAgent } from '../../../state/runs/agents-store.ts';
import type { TeamSummary } from '../../../state/runs/agents-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';
import './import-team.css';

interface IntroductionDialogProps {
  /** Null: closed. */
  readonly team: Pick<TeamSummary, 'id' | 'name' | 'introduction'> | null;
  readonly onClose: () => void;
}

/** How an agent looks in chats, and the questions with which it offers to begin. */
export function IntroductionDialog({ team, onClose }: IntroductionDialogProps) {
  return (
    <Modal
      opened={team !== null}
      onClose={onClose}
      title={t('{{name}} in chats', { name: team?.name ?? '' })}
      size={480}
    >
      {team === null ? null : <IntroductionForm team={team} onDone={onClose} />}
    </Modal>
  );
}

interface IntroductionFormProps {
  readonly team: NonNullable<IntroductionDialogProps['team']>;
  readonly onDone: () => void;
}

function IntroductionForm({ team, onDone }: IntroductionFormProps) {
  const [symbol, setSymbol] = useState(team.introduction?.symbol ?? '');
  const [lines, setLines] = useState((team.introduction?.starters ?? []).join('\n'));
  const [error, setError] = useState<ErrorData | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const starters = lines.split('\n').filter((line) => line.trim() !== '');
    const result = await introduceAgent(team.id, { symbol, starters });
    if (result.ok) onDone();
    else setError(result.error);
  };
  return (
    <form className="introduction" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('Symbol')}
        description={t('One letter or emoji. Empty: the first letter of its name.')}
        value={symbol}
        data-autofocus
        onChange={(event) => setSymbol(event.currentTarget.value)}
      />
      <Textarea
        label={t('Questions to begin with')}
        description={t('Optional, one a line, at most {{most}}.', { most: limits.starters })}
        value={lines}
        rows={4}
        dir="auto"
        onChange={(event) => setLines(event.currentTarget.value)}
      />
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button onClick={onDone}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit">
          {t('Save')}
        </Button>
      </div>
    </form>
  );
}
