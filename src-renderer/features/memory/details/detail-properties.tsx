import { Autocomplete, Switch } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { Memory } from '../../../../shared/memory/memory.ts';
import { changeMemory } from '../../../state/memory/memory-actions.ts';
import { useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { startOfNextDay } from '../../../ui/controls/date-value.ts';
import { DateInput } from '../../../ui/controls/date-input.tsx';
import { ScopeField } from '../dialogs/scope-field.tsx';
import { t } from '../../../language/translate.ts';

/** The properties of a memory beside its text: tags, expiry, scope and privacy. */
export function DetailProperties({ memory }: { readonly memory: Memory }) {
  const { id, validUntil } = memory;
  return (
    <section className="details-properties" aria-label={t('Tags, time and reach')}>
      <Tags memory={memory} />
      <ScopeField scope={memory.scope} onScope={(scope) => void changeMemory(id, { scope }, t('Moved.'))} />
      <DateInput
        label={t('Holds until the end of')}
        value={validUntil ?? undefined}
        onChange={(day) =>
          void changeMemory(id, { validUntil: day === undefined ? null : startOfNextDay(day) - 1 })
        }
      />
      <Switch
        label={t('Private')}
        description={t('Never sent to a model that is not on this machine.')}
        checked={memory.private}
        onChange={(event) => void changeMemory(id, { private: event.currentTarget.checked })}
      />
    </section>
  );
}

function Tags({ memory: { id, tags } }: { readonly memory: Memory }) {
  const [text, setText] = useState('');
  const known = useMemoriesStore(({ counts }) => counts?.byTag);
  const add = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    void changeMemory(id, { addTags: [text] });
    setText('');
  };
  return (
    <form className="details-tags" onSubmit={add}>
      {tags.length === 0 ? null : (
        <ul className="cues" aria-label={t('Tags')}>
          {tags.map((tag) => (
            <li key={tag} className="details-tag">
              <span dir="auto">#{tag}</span>
              <button
                type="button"
                aria-label={t('Take off #{{tag}}', { tag })}
                onClick={() => void changeMemory(id, { removeTags: [tag] })}
              >
                <IconX size={12} stroke={1.8} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Autocomplete
        size="xs"
        label={t('Add a tag')}
        placeholder={t('Type and press Enter')}
        data={known?.map((each) => each.tag).filter((tag) => !tags.includes(tag)) ?? []}
        value={text}
        maxLength={40}
        dir="auto"
        onChange={setText}
      />
    </form>
  );
}
