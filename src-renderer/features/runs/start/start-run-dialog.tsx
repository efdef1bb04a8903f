import { Modal, NativeSelect, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import { Link, useLocation } from 'wouter';
import type { Conversation } from '../../../../shared/conversation.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { TeamSummary } from '../../../state/runs/agents-store.ts';
import { useChatStore } from '../../../state/chat/chat-store.ts';
import { useConversationsStore } from '../../../state/chat/conversations-store.ts';
import { useProjectsStore } from '../../../state/chat/projects-store.ts';
import { startDialog, startRun, useStartRun } from '../../../state/runs/start-run-store.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';
import './start-run.css';

/** Starts a run of an agent or a team with a task. Its messages appear in a chat. */
export function StartRunDialog() {
  const team = useStartRun((state) => state.team);
  return (
    <Modal
      opened={team !== null}
      onClose={startDialog.close}
      title={team === null ? t('Start a run') : t('Start “{{name}}”', { name: team.name })}
      size={540}
    >
      {team === null ? null : <StartForm team={team} />}
    </Modal>
  );
}

/** Values of the "Where" select: a new chat, a new chat in a project, or an existing chat's id. */
const NEW_CHAT = 'new';
const newChatIn = (projectId: string) => `${NEW_CHAT} ${projectId}`;

function placeOf(where: string): {
  readonly conversationId: string | null;
  readonly projectId: string | null;
} {
  if (where === NEW_CHAT) return { conversationId: null, projectId: null };
  return where.startsWith(`${NEW_CHAT} `)
    ? { conversationId: null, projectId: where.slice(NEW_CHAT.length + 1) }
    : { conversationId: where, projectId: null };
}

/** The chat that was open last, if any. */
function useLastChat(): Conversation | undefined {
  const last = useViewStore((state) => state.lastConversation);
  const open = useChatStore(({ threads }) => threads.get(last ?? '')?.conversation);
  const listed = useConversationsStore(({ items }) => items.find(({ id }) => id === last));
  return open ?? listed;
}

function StartForm({ team }: { readonly team: Pick<TeamSummary, 'id' | 'name'> }) {
  const [, navigate] = useLocation();
  const chat = useLastChat();
  const projects = useProjectsStore((state) => state.projects);
  // Like a new chat, a run starts in the current project.
  const lastProject = useViewStore((state) => state.lastProject) ?? chat?.projectId;
  const project = projects.find(({ id }) => id === lastProject);
  const [task, setTask] = useState('');
  const [where, setWhere] = useState(project === undefined ? NEW_CHAT : newChatIn(project.id));
  const [record, setRecord] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  const start = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (task.trim() === '') return;
    setBusy(true);
    const result = await startRun({
      teamId: team.id,
      ...placeOf(where),
      task,
      record,
    });
    setBusy(false);
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    startDialog.close();
    view.closeSidebar();
    navigate(`/chat/${result.value.conversation.id}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void start(event);
  };
  return (
    <form className="start-run" onSubmit={(event) => void start(event)}>
      <Textarea
        label={t('Task')}
        description={t('What is to be done. Everybody in the run reads it.')}
        rows={4}
        dir="auto"
        data-autofocus
        value={task}
        onChange={(event) => setTask(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {chat === undefined && projects.length === 0 ? null : (
        <NativeSelect
          label={t('Where')}
          description={where === chat?.id ? t('The agents know what was said in it.') : undefined}
          data={[
            { value: NEW_CHAT, label: t('In a new chat') },
            ...projects.map(({ id, name }) => ({
              value: newChatIn(id),
              label: t('In a new chat of “{{name}}”', { name }),
            })),
            ...(chat === undefined
              ? []
              : [{ value: chat.id, label: t('In “{{title}}”', { title: chat.title }) }]),
          ]}
          value={where}
          onChange={(event) => setWhere(event.currentTarget.value)}
        />
      )}
      <Switch
        label={t('Record it')}
        description={t('To run it again later without a model, and see whether all comes out the same.')}
        checked={record}
        onChange={(event) => setRecord(event.currentTarget.checked)}
      />
      {error === null ? null : (
        <div role="alert" className="start-run-failure">
          <p>{error.message}</p>
          {error.fault === 'model' ? (
            <Link href="/settings/models" onClick={startDialog.close}>
              {t('Settings → Models')}
            </Link>
          ) : null}
        </div>
      )}
      <div className="dialog-actions">
        <Button onClick={startDialog.close}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit" disabled={busy || task.trim() === ''}>
          {t('Start')}
        </Button>
      </div>
    </form>
  );
}
