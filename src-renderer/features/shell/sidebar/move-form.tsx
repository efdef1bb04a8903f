import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { Conversation } from '../../../../shared/conversation.ts';
import {
  createProject,
  moveConversation,
  expandProject,
  useProjectsStore,
} from '../../../state/chat/projects-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { ProjectName } from './project-name.tsx';
import { t } from '../../../language/translate.ts';

interface MoveFormProps {
  readonly conversation: Conversation;
  readonly onDone: () => void;
}

const NEW = 'new';

/** Selects the project of a chat: an existing one, a new one, or none. */
export function MoveForm({ conversation, onDone }: MoveFormProps) {
  const projects = useProjectsStore((state) => state.projects);
  const [chosen, setChosen] = useState(conversation.projectId ?? (projects.length === 0 ? NEW : ''));
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const made = chosen === NEW ? await createProject({ name }) : null;
    if (made?.ok === false) {
      setError(made.error.message);
      return;
    }
    const to = made === null ? (chosen === '' ? null : chosen) : made.value.project.id;
    const result = await moveConversation(conversation, to);
    if (!result.ok) {
      setError(result.error.message);
      return;
    }
    if (to !== null) expandProject(to);
    onDone();
  };
  return (
    <form className="project-form" onSubmit={(event) => void submit(event)}>
      <NativeSelect
        label={t('Project')}
        value={chosen}
        data-autofocus={chosen === NEW ? undefined : true}
        error={chosen === NEW ? null : error}
        data={[
          { value: '', label: t('None') },
          ...projects.map(({ id, name: label }) => ({ value: id, label })),
          { value: NEW, label: t('New project…') },
        ]}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      {chosen === NEW ? <ProjectName value={name} error={error} onChange={setName} /> : null}
      <div className="dialog-actions">
        <Button onClick={onDone}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit" disabled={chosen === NEW && name.trim() === ''}>
          {t('Move')}
        </Button>
      </div>
    </form>
  );
}
