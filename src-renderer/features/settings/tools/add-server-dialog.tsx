import { Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { FoundServers, ServerDraft } from '../../../../shared/tools/tool-server.ts';
import {
  addToolServer,
  findToolServers,
  readToolServers,
} from '../../../state/settings/tool-servers-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ServerForm } from './server-form.tsx';
import { t } from '../../../language/translate.ts';

interface AddServerDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddServerDialog({ opened, onClose }: AddServerDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('Add a server')} size={620}>
      {opened ? <Content onClose={onClose} /> : null}
    </Modal>
  );
}

interface Read {
  readonly drafts: readonly ServerDraft[];
  readonly problems: readonly string[];
}

const empty: ServerDraft = { name: '', transport: { type: 'stdio', command: '', args: [] }, secrets: {} };

/** First a paste of any kind, then a form for each server that it holds; or an empty form. */
function Content({ onClose }: Pick<AddServerDialogProps, 'onClose'>) {
  const [read, setRead] = useState<Read | null>(null);
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const look = async (): Promise<void> => {
    const result = await readToolServers(text);
    if (!result.ok) setError(result.error.message);
    else if (result.value.drafts.length === 0) setError(result.value.problems.join(' '));
    else setRead(result.value);
  };
  if (read !== null) return <Drafts read={read} onClose={onClose} />;
  return (
    <form
      className="tool-form"
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <Textarea
        label={t('Command, address or settings')}
        description={t(
          'A command that starts it, its address, or what you have for it in Claude Desktop, Cursor or VS Code.',
        )}
        placeholder="npx -y @modelcontextprotocol/server-filesystem /home/me/notes"
        className="tool-form-paste"
        autosize
        minRows={3}
        maxRows={12}
        spellCheck={false}
        data-autofocus
        value={text}
        error={error}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setError(null);
        }}
      />
      <FoundInPrograms onChoose={setRead} />
      <div className="dialog-actions">
        <Button onClick={() => setRead({ drafts: [empty], problems: [] })}>{t('Fill in a form')}</Button>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button type="submit" variant="primary" disabled={text.trim() === ''}>
          {t('Next')}
        </Button>
      </div>
    </form>
  );
}

/** Looks into the settings of other programs when asked, and offers what is there. */
function FoundInPrograms({ onChoose }: { readonly onChoose: (read: Read) => void }) {
  const [found, setFound] = useState<readonly FoundServers[] | null>(null);
  if (found === null)
    return (
      <button
        type="button"
        className="text-button"
        onClick={() => void findToolServers().then((servers) => setFound(servers))}
      >
        {t('Look for servers of other programs')}
      </button>
    );
  if (found.length === 0)
    return (
      <p role="status" className="tool-note">
        {t('Other programs have none that you do not have here.')}
      </p>
    );
  return (
    <ul className="found-servers" aria-label={t('Servers of other programs')}>
      {found.map((one) => (
        <li key={one.path}>
          <button type="button" className="text-button" onClick={() => onChoose(one)}>
            {one.program}
            {': '}
            {one.drafts.map(({ name }) => name).join(', ')}
          </button>
          <span className="tool-note">
            <bdi>{one.path}</bdi>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** One form after the other. */
function Drafts({ read, onClose }: { readonly read: Read; readonly onClose: () => void }) {
  const [index, setIndex] = useState(0);
  const draft = read.drafts[index];
  const next = (): void => (index + 1 < read.drafts.length ? setIndex(index + 1) : onClose());
  if (draft === undefined) return null;
  const many = read.drafts.length > 1;
  return (
    <>
      {index === 0 && read.problems.length > 0 ? (
        <ul className="tool-problems" role="status">
          {read.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      ) : null}
      {many ? (
        <p className="tool-note">
          {t('Server {{number}} of {{total}}', { number: index + 1, total: read.drafts.length })}
        </p>
      ) : null}
      <ServerForm
        key={index}
        draft={draft}
        skip={many ? next : null}
        onCancel={onClose}
        onAdd={async (filled) => {
          const result = await addToolServer(filled);
          if (result.ok) next();
          return result.ok ? null : result.error;
        }}
      />
    </>
  );
}
