import { Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { TextDiff } from '../../../ui/diff/text-diff.tsx';
import { t } from '../../../language/translate.ts';

export interface Combination {
  /** The memories to combine, oldest first. */
  readonly memories: readonly Memory[];
  /** The dialog title, for example "Merge". */
  readonly title: string;
  /** Resolves to whether it worked. */
  readonly onSave: (text: string) => Promise<boolean>;
}

interface CombineDialogProps {
  readonly combination: Combination | null;
  readonly onClose: () => void;
}

/** Shows how memories differ and lets the user write the text of the one that remains. */
export function CombineDialog({ combination, onClose }: CombineDialogProps) {
  return (
    <Modal opened={combination !== null} onClose={onClose} title={combination?.title} size={560}>
      {combination === null ? null : <CombineForm combination={combination} onClose={onClose} />}
    </Modal>
  );
}

interface CombineFormProps {
  readonly combination: Combination;
  readonly onClose: () => void;
}

function CombineForm({ combination: { memories, onSave }, onClose }: CombineFormProps) {
  const texts = memories.map((memory) => memory.text);
  const [text, setText] = useState(texts.at(-1) ?? '');
  const [busy, setBusy] = useState(false);
  const save = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    if (await onSave(text)) onClose();
    else setBusy(false);
  };
  return (
    <form className="combine" onSubmit={(event) => void save(event)}>
      <ul className="combine-texts" aria-label={t('What they say')}>
        {memories.map((memory) => (
          <li key={memory.id}>
            <span dir="auto">{memory.text}</span>
            <Button small onClick={() => setText(memory.text)}>
              {t('Take these words')}
            </Button>
          </li>
        ))}
      </ul>
      <Textarea
        label={t('What the one memory says')}
        rows={3}
        dir="auto"
        maxLength={4_000}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <section aria-label={t('What changes')}>
        <h3 className="combine-heading">{t('What changes in the oldest')}</h3>
        <TextDiff before={texts[0] ?? ''} after={text} />
      </section>
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit" disabled={busy || text.trim() === ''}>
          {t('Save as one')}
        </Button>
      </div>
    </form>
  );
}
