import { Modal } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { OpenedPassage as Opened } from '../../../../shared/knowledge/knowledge.ts';
import { placeText } from '../../../../shared/knowledge/place-text.ts';
import { placeLabel } from './place-label.ts';
import type { Result } from '../../../../shared/result.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { RichText } from '../../../language/rich-text.tsx';
import { t } from '../../../language/translate.ts';
import './passages.css';

interface OpenedPassageProps {
  readonly messageId: string;
  readonly number: number;
}

/** A cited passage with what stands around it, and a way to its file. */
export function OpenedPassage({ messageId, number }: OpenedPassageProps) {
  const [result, setResult] = useState<Result<{ passage: Opened }> | null>(null);
  const load = useCallback(
    () => client.call('knowledge.passage', { messageId, number }).then(setResult),
    [messageId, number],
  );
  useEffect(() => void load(), [load]);
  if (result === null) return <div aria-busy="true" />;
  if (!result.ok) return <FailureState message={result.error.message} onRetry={() => void load()} />;
  const { passage } = result.value;
  return (
    <div className="opened-passage">
      <p className="opened-passage-name" dir="auto">
        {passage.name}
      </p>
      <p className="opened-passage-meta">
        {placeLabel(passage.place)}
        {passage.heading === '' ? null : (
          <>
            {' · '}
            <bdi>{passage.heading}</bdi>
          </>
        )}
      </p>
      {passage.source === '' ? null : (
        <p className="opened-passage-meta">
          {passage.path === passage.name ? (
            <RichText text="In {{source}}" parts={{ source: <bdi>{passage.source}</bdi> }} />
          ) : (
            <RichText
              text="In {{source}}: {{file}}"
              parts={{ source: <bdi>{passage.source}</bdi>, file: <bdi>{passage.path}</bdi> }}
            />
          )}
        </p>
      )}
      <Note passage={passage} />
      {passage.opens ? <OpenFile messageId={messageId} passage={passage} /> : null}
      <div className="opened-passage-text" dir="auto">
        {passage.parts.map(({ text, place, cited }) =>
          cited ? <mark key={placeText(place)}>{text}</mark> : <span key={placeText(place)}>{text}</span>,
        )}
      </div>
    </div>
  );
}

function Note({ passage: { parts, source, changed } }: { readonly passage: Opened }) {
  if (parts.length === 0)
    return (
      <p className="opened-passage-note" role="status">
        {source === ''
          ? t('Its folder was removed from here, so the text cannot be shown any more.')
          : t('The file is not in the folder any more.')}
      </p>
    );
  return changed ? (
    <p className="opened-passage-note" role="status">
      {t('The file has changed since this answer. This is what stands there now.')}
    </p>
  ) : null;
}

function OpenFile({ messageId, passage }: { readonly messageId: string; readonly passage: Opened }) {
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const open = async (): Promise<void> => {
    close();
    const opened = await client.call('knowledge.open', { messageId, number: passage.number });
    if (!opened.ok) showFailure(opened.error);
  };
  return (
    <>
      <Button small onClick={() => setAsking(true)}>
        <IconExternalLink size={14} stroke={1.6} aria-hidden />
        {t('Open file')}
      </Button>
      <Modal opened={asking} onClose={close} title={t('Open this file?')} size={420}>
        <p>
          <RichText
            text="{{file}} is opened by the program that your system has for such files."
            parts={{ file: <bdi>{passage.path}</bdi> }}
          />
        </p>
        <div className="dialog-actions">
          <Button onClick={close}>{t('Cancel')}</Button>
          <Button variant="primary" onClick={() => void open()}>
            {t('Open file')}
          </Button>
        </div>
      </Modal>
    </>
  );
}
