import { Popover } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconChevronDown, IconStar, IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import { parametersWithin } from '../../../../shared/models/parameters.ts';
import type { ModelChoice, ModelRef } from '../../../../shared/models/provider.ts';
import type { Project } from '../../../../shared/project.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { useAppStore } from '../../../state/page/app-store.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { chooseForProject } from '../../../state/chat/projects-store.ts';
import { saveSettings, useIsFixed, useSettingsStore } from '../../../state/settings/settings-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { changedChoice, chosenModel, isSameModel, parametersOf } from './chosen-model.ts';
import type { ChosenModel } from './chosen-model.ts';
import { ModelFactsForm } from './model-facts-form.tsx';
import { ModelList } from './model-list.tsx';
import { ModelParameters } from './model-parameters.tsx';
import './model-picker.css';

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
        Connect a model
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
          aria-label={`Model of this chat: ${name}`}
          onClick={() => setOpened(!opened)}
        >
          <span className="model-button-name" dir="auto">
            {name}
          </span>
          <IconChevronDown size={13} stroke={1.8} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className="model-picker" aria-label="Model of this chat">
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
          <span className="model-foot-note">The model of new chats</span>
        ) : (
          <>
            <Button small variant="quiet" disabled={fixed} onClick={() => void makeDefault(settings, ref)}>
              Use for new chats
            </Button>
            {project === undefined ? null : (
              <ProjectButton project={project} choice={choice} chosen={chosen} />
            )}
            {choice?.ref == null ? null : (
              <Button small variant="quiet" onClick={() => onChoose(changedChoice(choice, { ref: null }))}>
                {project?.model === undefined ? 'As new chats' : 'As the project'}
              </Button>
            )}
          </>
        )}
        <span className="model-foot-icons">
          {ref === null ? null : (
            <IconButton
              label={isFavourite ? 'No favourite any more' : 'Make it a favourite'}
              aria-pressed={isFavourite}
              onClick={() => void toggleFavourite(settings, ref, isFavourite)}
            >
              <Star size={15} stroke={1.7} aria-hidden />
            </IconButton>
          )}
          <IconButton
            label="How it answers"
            aria-expanded={parameters}
            onClick={() => setParameters(!parameters)}
          >
            <IconAdjustmentsHorizontal size={16} stroke={1.7} aria-hidden />
          </IconButton>
        </span>
      </div>
      {parameters ? (
        <div className="model-door">
          <ParametersHere choice={choice} project={project} settings={settings} onChoose={onChoose} />
          {ref === null ? null : <ModelFactsForm settings={settings} model={ref} />}
        </div>
      ) : null}
    </div>
  );
}

/** The parameters of this chat, which can be applied to its project or to all new chats. */
function ParametersHere({ choice, project, settings, onChoose }: Omit<PickerFootProps, 'chosen'>) {
  const fixed = parametersOf(choice);
  const ofProject = parametersOf(project?.model);
  const isChosen = Object.values(fixed).some((value) => value !== null);
  const release = () => onChoose(changedChoice(choice, parametersOf(null)));
  return (
    <>
      <ModelParameters
        chosen={fixed}
        otherwise={parametersWithin(ofProject, settings.defaultParameters)}
        onChange={(changes) => onChoose(changedChoice(choice, changes))}
      />
      {isChosen ? (
        <div className="model-foot-row" role="group" aria-label="Answer so elsewhere, too">
          <Button
            small
            variant="quiet"
            onClick={() => {
              const defaultParameters = parametersWithin(fixed, settings.defaultParameters);
              void saveSettings({ defaultParameters }).then((result) => {
                if (result.ok) release();
                else showFailure(result.error);
              });
            }}
          >
            So in all chats
          </Button>
          {project === undefined ? null : (
            <Button
              small
              variant="quiet"
              onClick={() => {
                const model = { ref: project.model?.ref ?? null, ...parametersWithin(fixed, ofProject) };
                void chooseForProject(project.id, model).then(release);
              }}
            >
              So in the project
            </Button>
          )}
        </div>
      ) : null}
    </>
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
      {isOfProject ? 'No longer in the project' : 'Use in the project'}
    </Button>
  );
}

function modelName({ provider, model }: ChosenModel): string {
  if (provider === null) return 'No model';
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
