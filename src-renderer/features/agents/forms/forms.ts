/** The form of a component, by its provider. */
import { agentForms, wrapperForms } from './agent-forms.ts';
import type { Component } from '../component/component-json.ts';
import type { Form } from './form-fields.ts';
import { teamForms } from './team-forms.ts';
import { contextForms, terminationForms } from './termination-forms.ts';

const participantForms: Readonly<Record<string, Form>> = { ...agentForms, ...wrapperForms, ...teamForms };

/** Undefined: the forms do not know this provider; it is edited as JSON. */
export function formOf({ provider }: Component): Form | undefined {
  const forms = [participantForms, terminationForms, contextForms];
  return forms.find((group) => Object.hasOwn(group, provider))?.[provider];
}

/** Keys that are edited elsewhere than in a list of fields. */
const elsewhere: ReadonlySet<string> = new Set([
  'name',
  'participants',
  'conditions',
  'team',
  'wrappedAgent',
  'agent',
]);

/** What a config holds that its form does not show. */
export function keysBeyond(component: Component): readonly string[] {
  const shown = new Set(formOf(component)?.fields.map(({ key }) => key));
  return Object.keys(component.config).filter((key) => !shown.has(key) && !elsewhere.has(key));
}
