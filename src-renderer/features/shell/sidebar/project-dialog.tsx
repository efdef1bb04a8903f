import { Modal, NativeSelect, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { Project } from '../../../../shared/project.ts';
import type { Learning } from '../../../../shared/settings.ts';
import { createProject, expandProject, updateProject } from '../../../state/chat/projects-store.ts';
import { loadAgents, useAgentsStore } from '../../../state/runs/agents-store.ts';
import { saveSettings, useSettingsStore } from '../../../state/settings/settings-store.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { learningOptions } from '../../../ui/learning/learning-options.ts';
import { learningOverride, withLearningOverride } from '../../../ui/learning/learning-override.ts';
import { ProjectName } from './project-name.tsx';
import { t } from '../../../language/translate.ts';

/** A project's name, scope and learning. Opened from the sidebar and the command palette. */
export function ProjectDialog() {
  const open = useViewStore((state) => state.project);
  const title = open === 'new' ? t('New project') : t('Project');
  return (
    <Modal opened={open !== null} onClose={view.closeProject} title={title} size={440}>
      {open === null ? null : (
        <ProjectForm project={open === 'new' ? null : open} onDone={view.closeProject} />
      )}
    </Modal>
  );
}

interface ProjectFormProps {
  /** Null: a new project. */
  readonly project: Project | null;
  readonly onDone: () => void;
}

function ProjectForm({ project, onDone }: ProjectFormProps) {
  const [name, setName] = useState(project?.name ?? '');
  const [keepsTeachings, setKeeps] = useState(project?.keepsTeachings ?? false);
  const before = useSettingsStore(({ view: shown }) =>
    project === null || shown === null
      ? null
      : learningOverride(shown.settings.learningByScope, { type: 'project', id: project.id }),
  );
  const [learning, setLearning] = useState(before);
  const agents = useAgentsStore(({ saved }) => saved);
  useEffect(() => void loadAgents(), []);
  const [assistantId, setAssistantId] = useState(project?.assistantId ?? null);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const values = { name, keepsTeachings };
    const result =
      project === null ? await createProject(values) : await updateProject({ id: project.id, ...values });
    if (!result.ok) {
      setError(result.error.message);
      return;
    }
    const { id } = result.value.project;
    if (assistantId !== (project?.assistantId ?? null)) {
      const chosen = await updateProject({ id, assistantId });
      if (!chosen.ok) showFailure(chosen.error);
    }
    if (learning !== before) await saveLearning(id, learning);
    if (project === null) expandProject(id);
    onDone();
  };
  return (
    <form className="project-form" onSubmit={(event) => void submit(event)}>
      <ProjectName value={name} error={error} onChange={setName} />
      <Switch
        label={t('Keep what is taught here in this project')}
        description={t('Off: what you teach in its chats is known everywhere. On: only its chats know it.')}
        checked={keepsTeachings}
        onChange={(event) => setKeeps(event.currentTarget.checked)}
      />
      <NativeSelect
        label={t('Who answers in its new chats')}
        data={[
          { value: '', label: 'Tutee' },
          ...(agents ?? [])
            .filter(({ kind }) => kind === 'assistant')
            .map((agent) => ({ value: agent.id, label: agent.name })),
        ]}
        value={assistantId ?? ''}
        onChange={({ currentTarget: { value } }) => setAssistantId(value === '' ? null : value)}
      />
      <NativeSelect
        label={t('When Tutee learns here')}
        data={[{ value: '', label: t('As everywhere else') }, ...learningOptions]}
        value={learning ?? ''}
        onChange={(event) =>
          setLearning(learningOptions.find(({ value }) => value === event.currentTarget.value)?.value ?? null)
        }
      />
      <div className="dialog-actions">
        <Button onClick={onDone}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit" disabled={name.trim() === ''}>
          {project === null ? t('Create') : t('Save')}
        </Button>
      </div>
    </form>
  );
}

async function saveLearning(id: string, learning: Learning | null): Promise<void> {
  const settings = useSettingsStore.getState().view?.settings;
  if (settings === undefined) return;
  const scope = { type: 'project', id } as const;
  const result = await saveSettings({
    learningByScope: withLearningOverride(settings.learningByScope, scope, learning),
  });
  if (!result.ok) showFailure(result.error);
}
