/** Looks up the form of a component by its provider. */
import { agentForms, wrapperForms } from './agent-forms.ts';
import type { Component, Path } from '../../component/component-json.ts';
import type { Field, Form } from './form-fields.ts';
import { teamForms } from './team-forms.ts';
import { contextForms, terminationForms } from './termination-forms.ts';
import { t } from '../../../../language/translate.ts';

const participantForms: Readonly<Record<string, Form>> = { ...agentForms, ...wrapperForms, ...teamForms };

/** Undefined when there is no form for this provider; it is then edited as JSON. */
export function formOf({ provider }: Component): Form | undefined {
  const forms = [participantForms, terminationForms, contextForms];
  return forms.find((group) => Object.hasOwn(group, provider))?.[provider];
}

/** Only on the root component, which is what runs. */
const budget: Field = {
  key: 'budget',
  type: 'budget',
  label: t('Budget of a run'),
  help: t(
    'Everything its models are asked counts. At half of it the run asks you whether to go on, at the end it stops.',
  ),
};

/** The fields of the component at this path; none when it has no form. */
export function fieldsOf(component: Component, path: Path): readonly Field[] {
  const fields = formOf(component)?.fields ?? [];
  const isRun = path.length === 0 && Object.hasOwn(participantForms, component.provider);
  return isRun ? [...fields, budget] : fields;
}

/** Config keys that are edited outside the list of fields. */
const keysEditedElsewhere: ReadonlySet<string> = new Set([
  'name',
  'participants',
  'conditions',
  'team',
  'wrappedAgent',
  'agent',
]);

/** The config keys that the form does not show. */
export function keysWithoutField(component: Component, path: Path): readonly string[] {
  const shown = new Set(fieldsOf(component, path).map(({ key }) => key));
  return Object.keys(component.config).filter((key) => !shown.has(key) && !keysEditedElsewhere.has(key));
}
