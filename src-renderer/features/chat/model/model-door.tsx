import { parametersWithin } from '../../../../shared/models/parameters.ts';
import type { ModelChoice, ModelRef } from '../../../../shared/models/provider.ts';
import type { Project } from '../../../../shared/project.ts';
import type { Settings } from '../../../../shared/settings.ts';
import { showFailure } from '../../../state/page/toast-store.ts';
import { chooseForProject } from '../../../state/chat/projects-store.ts';
import { saveSettings } from '../../../state/settings/settings-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';
import { changedChoice, parametersOf } from './chosen-model.ts';
import { ModelFactsForm } from './model-facts-form.tsx';
import { ModelParameters } from './model-parameters.tsx';

interface ModelDoorProps {
  readonly choice: ModelChoice | null;
  readonly project: Project | undefined;
  readonly settings: Settings;
  /** Null: none is chosen. */
  readonly model: ModelRef | null;
  readonly onChoose: (choice: ModelChoice | null) => void;
}

/** How the model of this chat answers, and what is known of it. */
export default function ModelDoor({ choice, project, settings, model, onChoose }: ModelDoorProps) {
  return (
    <div className="model-door">
      <ParametersHere choice={choice} project={project} settings={settings} onChoose={onChoose} />
      {model === null ? null : <ModelFactsForm settings={settings} model={model} />}
    </div>
  );
}

/** The parameters of this chat, which can be applied to its project or to all new chats. */
function ParametersHere({ choice, project, settings, onChoose }: Omit<ModelDoorProps, 'model'>) {
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
        <div className="model-foot-row" role="group" aria-label={t('Answer so elsewhere, too')}>
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
            {t('So in all chats')}
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
              {t('So in the project')}
            </Button>
          )}
        </div>
      ) : null}
    </>
  );
}
