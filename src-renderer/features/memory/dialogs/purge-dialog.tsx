import { Modal } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import { mostSearched } from '../../../../shared/contract/memory/memory-forgetting.ts';
import type { Remains } from '../../../../shared/contract/memory/memory-forgetting.ts';
import type { MemorySelection } from '../../../../shared/memory/memory-filter.ts';
import type { Result } from '../../../../shared/result.ts';
import { purge } from '../../../state/memory/memory-actions.ts';
import { useBulkProgressStore } from '../../../state/memory/bulk-progress-store.ts';
import { useMemoriesStore } from '../../../state/memory/memories-store.ts';
import { useMemoryDetailStore } from '../../../state/memory/memory-detail-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { formatClock, formatDate } from '../../../ui/format/format-time.ts';
import { useRestoreFocus } from '../../../ui/hooks/use-restore-focus.ts';
import { BulkProgress } from '../list/bulk-progress.tsx';
import { pageMain, remainingRow } from '../focus-fallback.ts';
import { RichText } from '../../../language/rich-text.tsx';
import { t, tCount } from '../../../language/translate.ts';
import './purge-dialog.css';

/** Asks before memories are deleted permanently, and says what goes and what stays. */
export function PurgeDialog() {
  const target = useViewStore((state) => state.purging);
  // Renders again whenever the previously focused element may have gone: with its row, its bar or its panel.
  useMemoriesStore(({ list }) => list);
  useMemoryDetailStore(({ id }) => id);
  const [, setClosed] = useState(0);
  const keepFocus = useRestoreFocus(remainingRow, pageMain);
  return (
    <Modal
      opened={target !== null}
      onClose={view.closePurge}
      onExitTransitionEnd={() => setClosed((times) => times + 1)}
      title={t('Forget for good')}
      size={520}
    >
      {target === null ? null : <PurgeQuestion target={target} onPurged={keepFocus} />}
    </Modal>
  );
}

type Preview = CommandOutput<'memories.purgePreview'>;

interface PurgeQuestionProps {
  readonly target: MemorySelection;
  readonly onPurged: () => void;
}

function PurgeQuestion({ target, onPurged }: PurgeQuestionProps) {
  const [result, setResult] = useState<Result<Preview> | null>(null);
  useEffect(() => {
    let cancelled = false;
    void client.call('memories.purgePreview', { target }).then((found) => {
      if (!cancelled) setResult(found);
    });
    return () => {
      cancelled = true;
    };
  }, [target]);
  if (result === null) return <Looking />;
  if (!result.ok) return <FailureState message={result.error.message} />;
  return <PurgeForm target={target} preview={result.value} onPurged={onPurged} />;
}

/** Shown while chats are searched for the words, which takes a while with tens of thousands of memories. */
function Looking() {
  return (
    <div className="purge" aria-busy="true">
      <p role="status">{t('Looking for chats and backups that hold the words…')}</p>
      <div className="dialog-actions">
        <Button onClick={view.closePurge} data-autofocus>
          {t('Cancel')}
        </Button>
      </div>
    </div>
  );
}

interface PurgeFormProps extends PurgeQuestionProps {
  readonly preview: Preview;
}

function PurgeForm({ target, preview, onPurged }: PurgeFormProps) {
  const { memories, chats, otherMemories, otherTexts, backups, sentTo } = preview;
  const [inChats, setInChats] = useState(false);
  const [busy, setBusy] = useState(false);
  const forget = async (): Promise<void> => {
    setBusy(true);
    const result = await purge({ target, chats: inChats });
    setBusy(false);
    if (!result.ok) showFailure(result.error);
    else {
      onPurged();
      view.closePurge();
    }
  };
  return (
    <div className="purge">
      <p>
        {tCount(
          memories,
          '{{count}} memory goes from this machine’s database: the words, when they come to mind, their history, quotations and mentions under answers. This cannot be undone.',
          '{{count}} memories go from this machine’s database: the words, when they come to mind, their history, quotations and mentions under answers. This cannot be undone.',
        )}
      </p>
      {chats.length === 0 ? null : <InChats chats={chats} checked={inChats} onCheck={setInChats} />}
      {memories <= mostSearched ? null : (
        <p className="purge-note">
          {t('So many at once are looked for only in the chats where they were taught or used.')}
        </p>
      )}
      {otherMemories.length === 0 ? null : <InMemories memories={otherMemories} />}
      {otherTexts.length === 0 ? null : <InTexts texts={otherTexts} />}
      {backups.length === 0 ? null : <InBackups backups={backups} />}
      <OutOfReach sentTo={sentTo} />
      {busy ? <Forgetting /> : null}
      <div className="dialog-actions">
        <Button onClick={view.closePurge} data-autofocus>
          {busy ? t('Close') : t('Cancel')}
        </Button>
        <Button variant="danger" disabled={busy || memories === 0} onClick={() => void forget()}>
          {t('Forget for good')}
        </Button>
      </div>
    </div>
  );
}

/** Shows progress, and before the first and after the last deletion, what takes the time. */
function Forgetting() {
  const counting = useBulkProgressStore(({ progress }) => progress !== null);
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The Stop button, and the focus with it, went away after the last deletion.
    if (!counting && document.activeElement === document.body) status.current?.focus();
  }, [counting]);
  if (counting)
    return <BulkProgress doing={t('Forgetting for good')} stop={t('Stop, and keep the others')} />;
  return (
    <p role="status" ref={status} tabIndex={-1}>
      {t('Looking through the files, so that nothing of them is left…')}
    </p>
  );
}

interface InChatsProps {
  readonly chats: Remains['chats'];
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
}

function InChats({ chats, checked, onCheck }: InChatsProps) {
  return (
    <section aria-label={t('In your chats')}>
      <h3>
        {tCount(
          chats.length,
          'What stays: the words in {{count}} chat',
          'What stays: the words in {{count}} chats',
        )}
      </h3>
      <ul className="purge-places" tabIndex={0} aria-label={t('Chats that hold the words')}>
        {chats.map(({ conversationId, title, messages, answers, files }) => (
          <li key={conversationId}>
            <span dir="auto">{title}</span> · {heldIn(messages, answers, files)}
          </li>
        ))}
      </ul>
      <label className="purge-choice">
        <input type="checkbox" checked={checked} onChange={(event) => onCheck(event.currentTarget.checked)} />
        {t('Take the words out of these chats too')}
      </label>
      {chats.some(({ answers }) => answers > 0) ? (
        <p className="purge-note">
          {t(
            'Answers that used it are removed whole, since they may say it in other words. A short line stands in their place.',
          )}
        </p>
      ) : null}
      {chats.some(({ files }) => files > 0) ? (
        <p className="purge-note">{t('Attached files that say it are taken out of the chat.')}</p>
      ) : null}
    </section>
  );
}

function InMemories({ memories }: { readonly memories: Remains['otherMemories'] }) {
  return (
    <section aria-label={t('In other memories')}>
      <h3>
        {tCount(
          memories.length,
          'What stays: {{count}} other memory that may say it too',
          'What stays: {{count}} other memories that may say it too',
        )}
      </h3>
      <ul className="purge-places" tabIndex={0} aria-label={t('Other memories that may say it')}>
        {memories.map(({ id, text }) => (
          <li key={id} dir="auto">
            {text}
          </li>
        ))}
      </ul>
      <p className="purge-note">{t('To be rid of the words there too, forget those memories for good.')}</p>
    </section>
  );
}

const typeNames = {
  prompt: t('Prompt'),
  project: t('Project'),
  agent: t('Agent'),
  skill: t('Skill'),
  file: t('File'),
} as const;

function InTexts({ texts }: { readonly texts: Remains['otherTexts'] }) {
  return (
    <section aria-label={t('In what you wrote elsewhere')}>
      <h3>{t('What stays: what you wrote elsewhere')}</h3>
      <ul
        className="purge-places"
        tabIndex={0}
        aria-label={t('Prompts, projects, agents, skills and files that hold the words')}
      >
        {texts.map(({ type, name }, index) => (
          <li key={index}>
            {typeNames[type]} <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      <p className="purge-note">{t('Change or delete these yourself.')}</p>
    </section>
  );
}

function heldIn(messages: number, answers: number, files: number): string {
  const held = [
    ...(messages === 0 ? [] : [messagesWith(messages, answers)]),
    ...(files === 0 ? [] : [tCount(files, '{{count}} attached file', '{{count}} attached files')]),
  ];
  return held.length === 0 ? t('in the title') : held.join(' · ');
}

function messagesWith(messages: number, answers: number): string {
  if (answers === 0) return tCount(messages, '{{count}} message', '{{count}} messages');
  return tCount(
    messages,
    '{{count}} message, {{answers}} among them',
    '{{count}} messages, {{answers}} among them',
    { answers: tCount(answers, '{{count}} answer', '{{count}} answers') },
  );
}

function InBackups({ backups }: { readonly backups: readonly string[] }) {
  return (
    <section aria-label={t('In backups')}>
      <h3>
        {tCount(
          backups.length,
          'What stays: {{count}} backup made earlier',
          'What stays: {{count}} backups made earlier',
        )}
      </h3>
      <ul className="purge-places" tabIndex={0} aria-label={t('Backups that may hold the words')}>
        {backups.map((path) => (
          <li key={path}>
            <BackupName path={path} />
          </li>
        ))}
      </ul>
      <p className="purge-note">
        {t(
          'They keep what they held. Delete them in Settings, Data, or by hand, to be rid of the words there too.',
        )}
      </p>
    </section>
  );
}

/** When the backup was made, according to its file name, and its path. */
function BackupName({ path }: { readonly path: string }) {
  const at = backupTime(path);
  return (
    <>
      {at === null ? null : `${formatDate(at)}, ${formatClock(at)} · `}
      <code>{path}</code>
    </>
  );
}

/** Parses names such as `tutee-backup-2026-11-24T09-12-00-000Z.db`; null for any other name. */
function backupTime(path: string): number | null {
  const [, day = '', hours = '', minutes = ''] =
    /(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-\d\d-\d{3}Z/.exec(path) ?? [];
  const at = Date.parse(`${day}T${hours}:${minutes}:00Z`);
  return Number.isNaN(at) ? null : at;
}

/** Copies that Tutee cannot delete because they are outside the data folder. */
function OutOfReach({ sentTo }: { readonly sentTo: readonly string[] }) {
  return (
    <section aria-label={t('Out of reach')}>
      <h3>{t('Out of Tutee’s reach')}</h3>
      {sentTo.length === 0 ? null : (
        <p className="purge-note">
          <RichText
            text={
              sentTo.length === 1
                ? 'It was sent to this model, whose server may have kept it: {{models}}.'
                : 'It was sent to these models, whose server may have kept it: {{models}}.'
            }
            parts={{ models: <bdi>{sentTo.join(', ')}</bdi> }}
          />
        </p>
      )}
      <p className="purge-note">
        {t('Files you exported and copies of the data folder that you made yourself.')}
      </p>
    </section>
  );
}
