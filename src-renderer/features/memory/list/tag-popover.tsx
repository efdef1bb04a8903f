import { Autocomplete, Popover } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { MemoryChanges } from '../../../../shared/memory/memory-filter.ts';
import { useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

/** Adds a tag to the selected memories, or removes it. */
export function TagPopover({ onTag }: { readonly onTag: (changes: MemoryChanges) => void }) {
  const [opened, setOpened] = useState(false);
  const [tag, setTag] = useState('');
  const known = useMemoriesStore(({ counts }) => counts?.byTag);
  const give = (changes: MemoryChanges): void => {
    setOpened(false);
    setTag('');
    onTag(changes);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (tag.trim() !== '') give({ addTags: [tag] });
  };
  return (
    <Popover opened={opened} onChange={setOpened} width={260} trapFocus returnFocus>
      <Popover.Target>
        <Button small onClick={() => setOpened(!opened)}>
          {t('Tag…')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('Tag the selected memories')}>
        <form className="tag-form" onSubmit={submit}>
          <Autocomplete
            label={t('Tag')}
            data={known?.map((each) => each.tag) ?? []}
            value={tag}
            onChange={setTag}
            maxLength={40}
            dir="auto"
            data-autofocus
            comboboxProps={{ withinPortal: false }}
          />
          <div className="tag-form-actions">
            <Button small disabled={tag.trim() === ''} onClick={() => give({ removeTags: [tag] })}>
              {t('Take off')}
            </Button>
            <Button small variant="primary" type="submit" disabled={tag.trim() === ''}>
              {t('Put on')}
            </Button>
          </div>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
