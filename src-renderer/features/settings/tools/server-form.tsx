import { SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { ServerDraft } from '../../../../shared/tools/tool-server.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { draftOf, fieldsOf } from './server-fields.ts';
import type { ServerFields } from './server-fields.ts';
import { t } from '../../../language/translate.ts';

interface ServerFormProps {
  readonly draft: ServerDraft;
  /** Goes on without this one; null: there is no other. */
  readonly skip: (() => void) | null;
  readonly onCancel: () => void;
  /** Resolves to what went wrong. */
  readonly onAdd: (draft: ServerDraft) => Promise<ErrorData | null>;
}

export function ServerForm({ draft, skip, onCancel, onAdd }: ServerFormProps) {
  const [fields, setFields] = useState(() => fieldsOf(draft));
  const [error, setError] = useState<ErrorData | null>(null);
  const change = (changes: Partial<ServerFields>): void => {
    setFields({ ...fields, ...changes });
    setError(null);
  };
  const isCommand = fields.type === 'stdio';
  const isFilled = fields.name.trim() !== '' && (isCommand ? fields.command : fields.url).trim() !== '';
  const errorAt = (field: string) => (error?.field === field ? error.message : undefined);
  const isElsewhere = error !== null && error.field !== 'name';
  return (
    <form
      className="tool-form"
      onSubmit={(event) => {
        event.preventDefault();
        void onAdd(draftOf(fields)).then(setError);
      }}
    >
      <TextInput
        label={t('Name')}
        data-autofocus
        value={fields.name}
        error={errorAt('name')}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label={t('How it is reached')}
        data={[
          { value: 'stdio', label: t('By a command') },
          { value: 'http', label: t('At an address') },
        ]}
        value={fields.type}
        onChange={(value) => change({ type: value === 'http' ? 'http' : 'stdio' })}
      />
      {isCommand ? (
        <>
          <TextInput
            label={t('Command')}
            placeholder="npx"
            spellCheck={false}
            value={fields.command}
            onChange={(event) => change({ command: event.currentTarget.value })}
          />
          <Textarea
            label={t('Arguments')}
            description={t('One in each line.')}
            className="tool-form-paste"
            autosize
            maxRows={8}
            spellCheck={false}
            value={fields.args}
            onChange={(event) => change({ args: event.currentTarget.value })}
          />
        </>
      ) : (
        <TextInput
          label={t('Address')}
          placeholder="https://example.com/mcp"
          spellCheck={false}
          value={fields.url}
          onChange={(event) => change({ url: event.currentTarget.value })}
        />
      )}
      <Textarea
        label={isCommand ? t('Environment variables') : t('Headers')}
        description={
          isCommand
            ? t('NAME=value, one in each line. Kept like API keys.')
            : t('Name: value, one in each line. Kept like API keys.')
        }
        className="tool-form-paste"
        autosize
        maxRows={8}
        spellCheck={false}
        value={fields.secrets}
        onChange={(event) => change({ secrets: event.currentTarget.value })}
      />
      {isElsewhere ? (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      ) : null}
      <div className="dialog-actions">
        {skip === null ? null : <Button onClick={skip}>{t('Skip')}</Button>}
        <Button onClick={onCancel}>{t('Cancel')}</Button>
        <Button type="submit" variant="primary" disabled={!isFilled}>
          {t('Add')}
        </Button>
      </div>
    </form>
  );
}
