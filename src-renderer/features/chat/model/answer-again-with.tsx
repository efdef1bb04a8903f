import { Checkbox, Popover } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ModelRef } from '../../../../shared/models/provider.ts';
import type { MessageView } from '../../../../shared/conversation.ts';
import { useSettingsStore } from '../../../state/settings/settings-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { ModelList } from './model-list.tsx';
import { t } from '../../../language/translate.ts';
import './model-picker.css';

interface AnswerAgainWithProps {
  readonly message: MessageView;
  /** @param beside whether both answers are to be shown side by side. */
  readonly onChoose: (ref: ModelRef, beside: boolean) => void;
}

/** Retries an answer with another model, once; the result becomes a sibling version. */
export function AnswerAgainWith({ message, onChoose }: AnswerAgainWithProps) {
  const settings = useSettingsStore((state) => state.view?.settings);
  const [opened, setOpened] = useState(false);
  const [beside, setBeside] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  if (settings === undefined || settings.providers.length === 0) return null;
  const { provider, model } = message;
  const current = provider === undefined || model === null ? null : { provider, model };
  const typedFor = settings.providers.find(({ id }) => id === (provider ?? settings.defaultProvider)) ?? null;
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="top"
      width={340}
      trapFocus
      onDismiss={() => target.current?.focus()}
      shadow="md"
    >
      <Popover.Target>
        <IconButton
          ref={target}
          label={t('Answer again with another model')}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconArrowsExchange size={15} stroke={1.6} aria-hidden />
        </IconButton>
      </Popover.Target>
      <Popover.Dropdown className="model-picker" aria-label={t('Answer again with')}>
        <ModelList
          settings={settings}
          current={current}
          typedFor={typedFor}
          onChoose={(ref) => {
            setOpened(false);
            onChoose(ref, beside);
          }}
        />
        <Checkbox
          className="model-beside"
          size="xs"
          label={t('Show both answers side by side')}
          checked={beside}
          onChange={(event) => setBeside(event.currentTarget.checked)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
