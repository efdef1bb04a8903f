import { Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChevronDown, IconStar, IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ModelChoice, ModelRef } from '../../../../shared/models/provider.ts';
import type { Project } from '../../../../shared/project.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { useAppStore } from '../../../state/page/app-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { chooseForProject } from '../../../state/chat/projects-store.ts';
import { saveSettings, useIsFixed, useSettingsStore } from '../../../state/settings/settings-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { lazyWithRetry } from '../../shell/frame/lazy-with-retry.tsx';
import { changedChoice, chosenModel, isSameModel } from './chosen-model.ts';
import type { ChosenModel } from './chosen-model.ts';
import { ModelList } from './model-list.tsx';
import { t } from '../../../language/translate.ts';
import './model-picker.css';

/** Fields of numbers take a tenth of what the first view loads, and few open them. */
const ModelDoor = lazyWithRetry(() => import('./model-door.tsx'));

interface ModelPickerProps {
  /** What this chat has chosen; null: nothing. */
  readonly choice: ModelChoice | null;
  readonly project: Project | undefined;
  readonly onChoose: (choice: ModelChoice | null) => void;
}

/** The model of this chat, in the composer. */
export function ModelPicker({ choice, project, onChoose }: ModelPickerProps) {
  const settings = useSettingsStore((state) => state.view?.settings);
  const status = useAppStore((state) => state.model);
  const [opened, setOpened] = useState(false);
  // A scripted model answers whatever is chosen.
  if (settings === undefined || (status?.mode === 'model' && status.provider === undefined)) return null;
  if (settings.providers.length === 0)
    return (
      <Link href="/settings/models" className="model-connect">
        {t('Connect a model')}
      </Link>
    );
  const chosen = chosenModel({ ofChat: choice, ofProject: project?.model ?? null, settings, status });
  const close = (): void => {
    setOpened(false);
    view.focusComposer();
  };
  const choose = (ref: ModelRef): void => {
    onChoose(changedChoice(choice, { ref }));
    rememberRecent(settings, ref);
    close();
  };
  const name = modelName(chosen);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      onDismiss={close}
      position="top-start"
      width={340}
      trapFocus
      shadow="md"
    >
      <Popover.Target>
        <button
          type="button"
          className="model-button"
          aria-haspopup="dialog"
          aria-expanded={opened}
          aria-label={t('Model of this chat: {{name}}', { name })}
          onClick={() => setOpened(!opened)}
        >
          <span className="model-button-name" dir="auto">
            {name}
          </span>
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="model-picker" aria-label={t('Model of this chat')}>
        <ModelList
          settings={settings}
          current={refOf(chosen)}
          typedFor={chosen.provider ?? settings.providers[0] ?? null}
          onChoose={choose}
        />
        <PickerFoot
          choice={choice}
          chosen={chosen}
          project={project}
          settings={settings}
          onChoose={onChoose}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface PickerFootProps extends ModelPickerProps {
  readonly chosen: ChosenModel;
  readonly settings: Settings;
}

/** Further actions on the current model: mark it as a favourite, use it elsewhere, change its parameters. */
function PickerFoot({ choice, chosen, project, settings, onChoose }: PickerFootProps) {
  const [parameters, setParameters] = useState(false);
  const fixed = useIsFixed('baseUrl');
  const ref = refOf(chosen);
  const isDefault = chosen.by === 'settings';
  const isFavourite = ref !== null && settings.favouriteModels.some((one) => isSameModel(one, ref));
  const Star = isFavourite ? IconStarFilled : IconStar;
  return (
    <div className="model-foot">
      <div className="model-foot-row">
        {isDefault || ref === null ? (
          <span className="model-foot-note">{t('The model of new chats')}</span>
        ) : (
          <>
            <Button small variant="quiet" disabled={fixed} onClick={() => void makeDefault(settings, ref)}>
              {t('Use for new chats')}
            </Button>
            {project === undefined ? null : (
              <ProjectButton project={project} choice={choice} chosen={chosen} />
            )}
            {choice?.ref == null ? null : (
              <Button small variant="quiet" onClick={() => onChoose(changedChoice(choice, { ref: null }))}>
                {project?.model === undefined ? t('As new chats') : t('As the project')}
              </Button>
            )}
          </>
        )}
        <span className="model-foot-icons">
          {ref === null ? null : (
            <IconButton
              label={isFavourite ? t('No favourite any more') : t('Make it a favourite')}
              aria-pressed={isFavourite}
              onClick={() => void toggleFavourite(settings, ref, isFavourite)}
            >
              <Star size={15} stroke={1.7} aria-hidden />
            </IconButton>
          )}
          <IconButton
            label={t('How it answers')}
            aria-expanded={parameters}
            onClick={() => setParameters(!parameters)}
          >
            <IconAdjustmentsHorizontal size={16} stroke={1.7} aria-hidden />
          </IconButton>
        </span>
      </div>
      {parameters ? (
        <ModelDoor choice={choice} project={project} settings={settings} model={ref} onChoose={onChoose} />
      ) : null}
    </div>
  );
}

interface ProjectButtonProps {
  readonly project: Project;
  readonly choice: ModelChoice | null;
  readonly chosen: ChosenModel;
}

/** Makes this chat's model the project's, or removes the project's. */
function ProjectButton({ project, choice, chosen }: ProjectButtonProps) {
  const isOfProject = chosen.by === 'project';
  return (
    <Button
      small
      variant="quiet"
      onClick={() => void chooseForProject(project.id, isOfProject ? null : choice)}
    >
      {isOfProject ? t('No longer in the project') : t('Use in the project')}
    </Button>
  );
}

function modelName({ provider, model }: ChosenModel): string {
  if (provider === null) return t('No model');
  return model === null ? provider.name : `${model} · ${provider.name}`;
}

function refOf({ provider, model }: ChosenModel): ModelRef | null {
  return provider === null || model === null ? null : { provider: provider.id, model };
}

const MOST_RECENT = 8;

function rememberRecent({ recentModels }: Settings, ref: ModelRef): void {
  const others = recentModels.filter((one) => !isSameModel(one, ref));
  void saveSettings({ recentModels: [ref, ...others].slice(0, MOST_RECENT) });
}

async function toggleFavourite({ favouriteModels }: Settings, ref: ModelRef, is: boolean): Promise<void> {
  const others = favouriteModels.filter((one) => !isSameModel(one, ref));
  const result = await saveSettings({ favouriteModels: is ? others : [...others, ref] });
  if (!result.ok) showFailure(result.error);
}

async function makeDefault({ providers }: Settings, { provider, model }: ModelRef): Promise<void> {
  const changed = providers.map((one) => (one.id === provider ? { ...one, model } : one));
  const result = await saveSettings({ providers: changed, defaultProvider: provider });
  if (!result.ok) showFailure(result.error);
}
