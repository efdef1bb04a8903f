import { Modal, NativeSelect, Switch, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { KeyboardEvent, SyntheticEvent } from 'react';
import { Link, useLocation } from 'wouter';
import type { ErrorData } from '../../../shared/errors.ts';
import type { TeamSummary } from '../../state/agents-store.ts';
import { useConversationsStore } from '../../state/conversations-store.ts';
import { startDialog, startRun, useStartRun } from '../../state/start-run.ts';
import { useViewStore, view } from '../../state/view-store.ts';
import { Button } from '../../ui/button.tsx';
import './start-run.css';

/** Gives an agent or a team a task. The run then speaks in a chat. */
export function StartRunDialog() {
  const team = useStartRun((state) => state.team);
  return (
    <Modal
      opened={team !== null}
      onClose={startDialog.close}
      title={team === null ? 'Start a run' : `Start “${team.name}”`}
      size={540}
    >
      {team === null ? null : <StartForm team={team} />}
    </Modal>
  );
}

const NEW_CHAT = '';

function StartForm({ team }: { readonly team: Pick<TeamSummary, 'id' | 'name'> }) {
  const [, navigate] = useLocation();
  const last = useViewStore((state) => state.lastConversation);
  const chat = useConversationsStore(({ items }) => items.find(({ id }) => id === last));
  const [task, setTask] = useState('');
  const [where, setWhere] = useState(NEW_CHAT);
  const [record, setRecord] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const [busy, setBusy] = useState(false);
  const start = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    if (task.trim() === '') return;
    setBusy(true);
    const result = await startRun({
      teamId: team.id,
      conversationId: where === NEW_CHAT ? null : where,
      task,
      record,
    });
    setBusy(false);
    setError(result.ok ? null : result.error);
    if (!result.ok) return;
    startDialog.close();
    view.closeSide();
    navigate(`/chat/${result.value.conversation.id}`);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void start(event);
  };
  return (
    <form className="start-run" onSubmit={(event) => void start(event)}>
      <Textarea
        label="Task"
        description="What is to be done. Everybody in the run reads it."
        rows={4}
        dir="auto"
        data-autofocus
        value={task}
        onChange={(event) => setTask(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {chat === undefined ? null : (
        <NativeSelect
          label="Where"
          description={where === NEW_CHAT ? undefined : 'The agents know what was said in it.'}
          data={[
            { value: NEW_CHAT, label: 'In a new chat' },
            { value: chat.id, label: `In “${chat.title}”` },
          ]}
          value={where}
          onChange={(event) => setWhere(event.currentTarget.value)}
        />
      )}
      <Switch
        label="Record it"
        description="To run it again later without a model, and see whether all comes out the same."
        checked={record}
        onChange={(event) => setRecord(event.currentTarget.checked)}
      />
      {error === null ? null : (
        <div role="alert" className="start-run-failure">
          <p>{error.message}</p>
          {error.fault === 'model' ? (
            <Link href="/settings/models" onClick={startDialog.close}>
              Settings → Models
            </Link>
          ) : null}
        </div>
      )}
      <div className="dialog-actions">
        <Button onClick={startDialog.close}>Cancel</Button>
        <Button variant="primary" type="submit" disabled={busy || task.trim() === ''}>
          Start
        </Button>
      </div>
    </form>
  );
}
