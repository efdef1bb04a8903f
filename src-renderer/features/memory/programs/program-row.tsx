import { NativeSelect } from '@mantine/core';
import { IconKey, IconTrash } from '@tabler/icons-react';
import type { MemoryClient } from '../../../../shared/memory/memory-client.ts';
import { updateClient } from '../../../state/memory/clients-store.ts';
import { useFormatScope } from '../../../state/memory/scopes-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { formatDate } from '../../../ui/format/format-time.ts';
import { teachingChoices } from './teaching-choices.ts';
import { t } from '../../../language/translate.ts';

interface ProgramRowProps {
  readonly client: MemoryClient;
  readonly onRemove: () => void;
  readonly onRenew: () => void;
}

export function ProgramRow({ client, onRemove, onRenew }: ProgramRowProps) {
  const { id, name, scope, teaching, lastUsedAt } = client;
  const formatScope = useFormatScope();
  const choose = (value: string): void => {
    const chosen = teachingChoices.find((one) => one.value === value);
    if (chosen !== undefined) void updateClient({ id, teaching: chosen.value });
  };
  return (
    <li className="program" aria-label={name}>
      <div className="program-name">
        {name}
        <span className="program-note">
          {formatScope(scope)} ·{' '}
          {lastUsedAt === null
            ? t('not used yet')
            : t('last used {{date}}', { date: formatDate(lastUsedAt) })}
        </span>
      </div>
      <NativeSelect
        size="xs"
        aria-label={t('What {{name}} teaches', { name })}
        data={[...teachingChoices]}
        value={teaching}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <IconButton label={t('New key for {{name}}', { name })} onClick={onRenew}>
        <IconKey size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('Remove {{name}}', { name })} onClick={onRemove}>
        <IconTrash size={16} stroke={1.6} aria-hidden />
      </IconButton>
    </li>
  );
}
