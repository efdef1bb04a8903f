import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import { client } from '../../../client/client.ts';
import type { MemoryScope } from '../../../../shared/memory/memory.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import type { Result } from '../../../../shared/result.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { RecallCards } from '../../../ui/recall/recall-cards.tsx';
import { UnderstoodLine } from './understood-line.tsx';
import { ScopeField } from '../dialogs/scope-field.tsx';
import { t } from '../../../language/translate.ts';
import './recall-preview.css';

/** Previews recall for a message: which memories would be used, and why. Nothing is sent or counted as a use. */
export function RecallPreview() {
  const [query, setQuery] = useState('');
  const [scope, setScope] = useState<MemoryScope>({ type: 'everywhere' });
  const [result, setResult] = useState<Result<CommandOutput<'memories.preview'>> | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setResult(await client.call('memories.preview', { query, scope }));
  };
  return (
    <div className="trial">
      <p className="trial-words">
        {t('Type a message as you would in a chat and see what would come to mind.')}
      </p>
      <ScopeField label={t('Asked in a chat that knows')} scope={scope} onScope={setScope} />
      <form className="trial-form" onSubmit={(event) => void submit(event)}>
        <TextInput
          aria-label={t('Message to try')}
          placeholder={t('Where shall we eat on Friday?')}
          value={query}
          dir="auto"
          data-autofocus
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
        <Button type="submit" disabled={query.trim() === ''}>
          {t('Try')}
        </Button>
      </form>
      <div aria-live="polite">
        {result === null ? null : result.ok ? (
          <>
            <UnderstoodLine parts={result.value.understood} />
            <RecallCards report={result.value.report} />
          </>
        ) : (
          <FailureState message={result.error.message} />
        )}
      </div>
    </div>
  );
}
