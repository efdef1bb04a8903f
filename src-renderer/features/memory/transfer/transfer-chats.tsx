import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { ImportChatRow, ImportChats, ImportPreview } from '../../../../shared/contract/transfer.ts';
import { applyImport, chooseAgain } from '../../../state/memory/transfer-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { formatDate } from '../../../ui/format/format-time.ts';
import { useFocusOnMount } from '../../../ui/hooks/use-focus-on-mount.ts';
import { TransferFailure } from './transfer-failure.tsx';
import { t, tCount } from '../../../language/translate.ts';

const PAGE = 100;

const assistants: Readonly<Record<ImportChats['source'], string>> = {
  chatgpt: 'ChatGPT',
  claude: 'Claude',
};

interface ImportChatsFormProps {
  readonly preview: ImportPreview;
  readonly chats: ImportChats;
  /** Why the import could not start. */
  readonly error: ErrorData | null;
}

/** The preview of an import of chats: what is new, what exists already, and which chats to import. */
export function ImportChatsForm({ preview, chats, error }: ImportChatsFormProps) {
  const go = useFocusOnMount<HTMLButtonElement>();
  const [skipped, setSkipped] = useState<ReadonlySet<number>>(new Set());
  const [propose, setPropose] = useState(true);
  const { counts } = chats;
  const taken = counts.new + counts.grown - skipped.size;
  const take = (row: number, wanted: boolean): void => {
    const next = new Set(skipped);
    if (wanted) next.delete(row);
    else next.add(row);
    setSkipped(next);
  };
  return (
    <div className="transfer">
      <p className="transfer-name">
        <bdi>{preview.name}</bdi> ·{' '}
        {tCount(
          preview.total,
          '{{count}} chat with {{assistant}}, {{messages}}',
          '{{count}} chats with {{assistant}}, {{messages}}',
          {
            assistant: assistants[chats.source],
            messages: tCount(chats.messages, '{{count}} message', '{{count}} messages'),
          },
        )}
      </p>
      <p className="transfer-status">{compared(chats)}</p>
      {preview.notes.map((note) => (
        <p key={note} className="transfer-status">
          {note}
        </p>
      ))}
      <ChatRows importId={preview.importId} skipped={skipped} onTake={take} />
      <label className="transfer-take">
        <input
          type="checkbox"
          checked={propose}
          onChange={(event) => setPropose(event.currentTarget.checked)}
        />
        <span>
          {chats.about
            ? t('Propose what I said about myself and what {{assistant}} noted about me', {
                assistant: assistants[chats.source],
              })
            : t('Propose what I said about myself')}
          <span className="transfer-where">
            {t('It waits on the Review tab. Nothing is remembered before you approve it.')}
          </span>
        </span>
      </label>
      <TransferFailure error={error} />
      <div className="dialog-actions">
        <Button onClick={chooseAgain}>{t('Back')}</Button>
        <Button
          variant="primary"
          disabled={taken === 0}
          ref={go}
          onClick={() => void applyImport(preview, { skipChats: skipped, propose })}
        >
          {taken === 0
            ? t('Nothing to import')
            : tCount(taken, 'Import {{count}} chat', 'Import {{count}} chats')}
        </Button>
      </div>
    </div>
  );
}

function compared({ counts }: ImportChats): string {
  const parts = [
    ...(counts.new > 0 ? [tCount(counts.new, '{{count}} new', '{{count}} new')] : []),
    ...(counts.grown > 0
      ? [tCount(counts.grown, '{{count}} with new messages', '{{count}} with new messages')]
      : []),
    ...(counts.same > 0 ? [tCount(counts.same, '{{count}} already here', '{{count}} already here')] : []),
  ];
  return parts.length === 0 ? t('There is no chat in it.') : `${parts.join(', ')}.`;
}

interface ChatRowsProps {
  readonly importId: string;
  readonly skipped: ReadonlySet<number>;
  readonly onTake: (row: number, wanted: boolean) => void;
}

function ChatRows({ importId, skipped, onTake }: ChatRowsProps) {
  const [rows, setRows] = useState<readonly ImportChatRow[] | null>(null);
  const [total, setTotal] = useState(0);
  const [error, setError] = useState<ErrorData | null>(null);
  const [wanted, setWanted] = useState(PAGE);
  useEffect(() => {
    let cancelled = false;
    void client.call('imports.chats', { importId, offset: wanted - PAGE, limit: PAGE }).then((result) => {
      if (cancelled) return;
      if (!result.ok) setError(result.error);
      else {
        setRows((shown) => [...(shown ?? []).slice(0, wanted - PAGE), ...result.value.chats]);
        setTotal(result.value.total);
      }
    });
    return () => {
      cancelled = true;
    };
  }, [importId, wanted]);
  if (error !== null) return <TransferFailure error={error} />;
  if (rows === null) return <div className="transfer-rows" aria-busy="true" />;
  return (
    <>
      {/* A long list must also scroll by keyboard. */}
      <ul className="transfer-rows" aria-label={t('Chats in the file')} tabIndex={0}>
        {rows.map((row) => (
          <ChatRow
            key={row.row}
            chat={row}
            taken={!skipped.has(row.row)}
            onTake={(isWanted) => onTake(row.row, isWanted)}
          />
        ))}
      </ul>
      {rows.length < total ? (
        <Button small onClick={() => setWanted(rows.length + PAGE)}>
          {t('Show more ({{count}} left)', { count: total - rows.length })}
        </Button>
      ) : null}
    </>
  );
}

interface ChatRowProps {
  readonly chat: ImportChatRow;
  readonly taken: boolean;
  readonly onTake: (wanted: boolean) => void;
}

function ChatRow({ chat, taken, onTake }: ChatRowProps) {
  const { title, group, messages, lastMessageAt } = chat;
  const about = [
    formatDate(lastMessageAt),
    tCount(messages, '{{count}} message', '{{count}} messages'),
    ...(group === 'grown' ? [t('has new messages')] : []),
    ...(group === 'same' ? [t('already here')] : []),
  ].join(' · ');
  const said = (
    <span className="transfer-said">
      <span dir="auto">{title}</span>
      <span className="transfer-where">{about}</span>
    </span>
  );
  return (
    <li className="transfer-row">
      {group === 'same' ? (
        said
      ) : (
        <label className="transfer-take">
          <input type="checkbox" checked={taken} onChange={(event) => onTake(event.currentTarget.checked)} />
          {said}
        </label>
      )}
    </li>
  );
}
