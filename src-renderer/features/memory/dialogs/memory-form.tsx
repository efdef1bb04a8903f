import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { Cue, MemoryKind, MemoryScope } from '../../../../shared/memory/memory.ts';
import type { Result } from '../../../../shared/result.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { parseCues, formatCues } from './cue-text.ts';
import { ScopeField } from './scope-field.tsx';
import { t } from '../../../language/translate.ts';

export interface MemoryFormValue {
  readonly text: string;
  /** Null: rules choose the kind. */
  readonly kind: MemoryKind | null;
  readonly cues: Cue[];
  /** Left out: the scope stays as it is. */
  readonly scope?: MemoryScope;
}

interface MemoryFormProps {
  readonly initial: MemoryFormValue;
  readonly textLabel: string;
  readonly onSave: (value: MemoryFormValue) => Promise<Result<unknown>>;
  readonly onCancel: () => void;
  /** Whether "Let Tutee choose" is offered as a kind. */
  readonly mayChoose: boolean;
  readonly saveLabel?: string;
}

const kinds: readonly { readonly value: MemoryKind; readonly label: string }[] = [
  { value: 'fact', label: t('Fact: something true') },
  { value: 'preference', label: t('Preference: how you like things') },
  { value: 'instruction', label: t('Instruction: how Tutee must behave') },
  { value: 'skill', label: t('Skill: how to do a kind of task') },
];
const choose = { value: '', label: t('Let Tutee choose') };

/** The form of a memory: text, kind, scope and cues. */
export function MemoryForm(props: MemoryFormProps) {
  const { initial, textLabel, onSave, onCancel, mayChoose, saveLabel = t('Save') } = props;
  const [text, setText] = useState(initial.text);
  const [kind, setKind] = useState(initial.kind);
  const [scope, setScope] = useState(initial.scope);
  const [lines, setLines] = useState(formatCues(initial.cues));
  const [error, setError] = useState<ErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const result = await onSave({
      text,
      kind,
      cues: parseCues(lines, initial.cues),
      ...(scope === undefined ? {} : { scope }),
    });
    setBusy(false);
    setError(result.ok ? null : result.error);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save(event);
  };
  return (
    <form className="memory-form" onSubmit={(event) => void save(event)}>
      <Textarea
        label={textLabel}
        value={text}
        rows={3}
        dir="auto"
        data-autofocus
        onKeyDown={onKeyDown}
        placeholder={t('I am vegetarian and do not like long queues.')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('Kind')}
        value={kind ?? ''}
        data={mayChoose ? [choose, ...kinds] : [...kinds]}
        onChange={(event) =>
          setKind(kinds.find(({ value }) => value === event.currentTarget.value)?.value ?? null)
        }
      />
      {scope === undefined ? null : <ScopeField scope={scope} onScope={setScope} />}
      <Textarea
        label={t('Comes to mind when')}
        description={t('Optional. Questions or topics that should bring it to mind, one a line.')}
        value={lines}
        rows={2}
        onKeyDown={onKeyDown}
        dir="auto"
        placeholder={t('What do I eat?\nrestaurants')}
        onChange={(event) => setLines(event.currentTarget.value)}
      />
      {error === null ? null : (
        <p role="alert" className="form-error">
          {error.message}
        </p>
      )}
      <div className="dialog-actions">
        <Button onClick={onCancel}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit" disabled={busy || text.trim() === ''}>
          {saveLabel}
        </Button>
      </div>
    </form>
  );
}
