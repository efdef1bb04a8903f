import { Menu, Switch } from '@mantine/core';
import {
  IconChevronRight,
  IconDots,
  IconFile,
  IconFolder,
  IconPlayerStop,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { client } from '../../client/client.ts';
import { formatBytes } from '../../ui/format/format-bytes.ts';
import type { KnowledgeFile, KnowledgeSource } from '../../../shared/knowledge/knowledge.ts';
import { keepHere, readAgain, removeSource, stopReading } from '../../state/chat/knowledge-store.ts';
import { showFailure } from '../../state/page/toast-store.ts';
import { Button, IconButton } from '../../ui/controls/button.tsx';
import { ProgressBar } from '../../ui/controls/progress-bar.tsx';
import { sourceLine } from './source-words.ts';
import { t, tCount } from '../../language/translate.ts';

interface SourceRowProps {
  readonly source: KnowledgeSource;
  /** Called after it was removed, when the focus is lost. */
  readonly onRemoved: () => void;
}

/** A folder, or files: what is read of it, and what is not. */
export function SourceRow({ source, onRemoved }: SourceRowProps) {
  const { id, name, path, state, note, done, total, onlyHere } = source;
  const [open, setOpen] = useState(false);
  const isReading = state === 'reading' || state === 'waiting';
  const faults = source.failed + source.leftOut;
  const remove = async (): Promise<void> => {
    if (await removeSource(source)) onRemoved();
  };
  return (
    <li className="knowledge-source" aria-label={name}>
      <div className="knowledge-source-head">
        {source.files === 1 && faults === 0 ? (
          <IconFile size={17} stroke={1.6} aria-hidden />
        ) : (
          <IconFolder size={17} stroke={1.6} aria-hidden />
        )}
        <div className="knowledge-source-name">
          <bdi>{name}</bdi>
          <span className="knowledge-source-line">{sourceLine(source)}</span>
          {path === null ? (
            <span className="knowledge-source-line">{t('Kept by Tutee')}</span>
          ) : (
            <span className="knowledge-source-line knowledge-source-path">
              <bdi>{path}</bdi>
            </span>
          )}
        </div>
        {isReading ? (
          <IconButton label={t('Stop reading {{name}}', { name })} onClick={() => void stopReading(id)}>
            <IconPlayerStop size={16} stroke={1.6} aria-hidden />
          </IconButton>
        ) : null}
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label={t('More for {{name}}', { name })}>
              <IconDots size={16} stroke={1.6} aria-hidden />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item
              leftSection={<IconRefresh size={15} stroke={1.6} aria-hidden />}
              onClick={() => void readAgain(id)}
            >
              {t('Read again')}
            </Menu.Item>
            <Menu.Item
              data-danger
              leftSection={<IconTrash size={15} stroke={1.6} aria-hidden />}
              onClick={() => void remove()}
            >
              {t('Remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      {state === 'reading' && total > 0 ? (
        <ProgressBar name={t('Reading {{name}}', { name })} done={done} total={total} />
      ) : null}
      {note === null ? null : (
        <p className="knowledge-source-note" role="status">
          {note}
        </p>
      )}
      <Switch
        size="xs"
        label={t('Only for models on this machine')}
        checked={onlyHere}
        onChange={(event) => void keepHere(id, event.currentTarget.checked)}
      />
      {faults === 0 ? null : (
        <>
          <button
            type="button"
            className="knowledge-source-faults"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconChevronRight size={14} stroke={1.8} aria-hidden />
            {faultsLine(source)}
          </button>
          {open ? <Faults key={faults} id={id} name={name} count={faults} /> : null}
        </>
      )}
    </li>
  );
}

function faultsLine({ failed, leftOut }: KnowledgeSource): string {
  return [
    ...(failed > 0
      ? [tCount(failed, '{{count}} file could not be read', '{{count}} files could not be read')]
      : []),
    ...(leftOut > 0 ? [tCount(leftOut, '{{count}} file left out', '{{count}} files left out')] : []),
  ].join(', ');
}

const PAGE = 50;

interface FaultsProps {
  readonly id: string;
  readonly name: string;
  readonly count: number;
}

function Faults({ id, name, count }: FaultsProps) {
  const [limit, setLimit] = useState(PAGE);
  const [files, setFiles] = useState<readonly KnowledgeFile[] | null>(null);
  useEffect(() => {
    void client.call('knowledge.files', { id, faults: true, limit }).then((result) => {
      if (result.ok) setFiles(result.value.files);
      else showFailure(result.error);
    });
  }, [id, limit]);
  if (files === null) return <div aria-busy="true" />;
  return (
    <>
      <ul className="knowledge-source-files" aria-label={t('Files of {{name}} that are not read', { name })}>
        {files.map(({ path, note, bytes }) => (
          <li key={path}>
            <bdi>{path}</bdi> <span className="knowledge-source-line">{formatBytes(bytes)}</span>
            <span className="knowledge-source-line">{note}</span>
          </li>
        ))}
      </ul>
      {files.length < count && limit < 500 ? (
        <Button small variant="quiet" onClick={() => setLimit(Math.min(500, limit + 150))}>
          {t('Show more')}
        </Button>
      ) : null}
    </>
  );
}
