import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { Button } from '../../../ui/controls/button.tsx';
import type { Decide } from './run-request.ts';
import { t } from '../../../language/translate.ts';

interface AnswerFormProps {
  /** The name of the person who is asked. */
  readonly name: string;
  readonly decide: Decide;
}

/** Answers one of several questions asked at the same time. */
export function AnswerForm({ name, decide }: AnswerFormProps) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const result = await decide({ type: 'message', text });
    if (!result.ok) setError(result.error.message);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Textarea
        aria-label={t('Answer as {{name}}', { name })}
        rows={2}
        dir="auto"
        value={text}
        error={error}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="run-request-actions">
        <Button small type="submit">
          {t('Answer')}
        </Button>
      </div>
    </form>
  );
}
