import { NativeSelect } from '@mantine/core';
import { memoryNamesOf, sharedMemory, withSharedMemory } from '../../component/team-memory.ts';
import type { Json } from '../../component/component-json.ts';
import { useEditor, useFault } from '../editor-context.ts';
import type { FieldProps } from './field-props.ts';
import { t } from '../../../../language/translate.ts';

const EVERYBODY = { value: 'tutee', label: t('Everybody’s: what Tutee remembers of you') };
/** Any other value of the key; it is left unchanged. */
const OTHER = 'other';

/** The memory that an agent learns into and recalls from. */
export function MemoryField({ field, component, path }: FieldProps) {
  const { component: root, change } = useEditor();
  const valuePath = [...path, 'config', field.key];
  const names = memoryNamesOf(component);
  const inTeam = root !== component;
  const data = [
    { value: '', label: t('None') },
    EVERYBODY,
    { value: 'own', label: t('This agent’s alone') },
    ...(inTeam || names.includes('team') ? [{ value: 'team', label: t('The team’s') }] : []),
  ];
  const [only = ''] = names;
  const known = names.length < 2 && data.some(({ value }) => value === only);
  const all = known ? data : [...data, { value: OTHER, label: names.join(', ') }];
  return (
    <NativeSelect
      label={field.label}
      description={field.help}
      error={useFault(valuePath)}
      data={all}
      value={known ? only : OTHER}
      onChange={({ currentTarget: { value } }) => {
        if (value !== OTHER) change(valuePath, value === '' ? undefined : [value]);
      }}
    />
  );
}

/** Sets one memory for all agents in a team that use any. */
export function TeamMemoryField({ field, component, path }: FieldProps) {
  const { change } = useEditor();
  const taught = sharedMemory(component);
  const data = [
    ...(taught === '' ? [{ value: '', label: t('Nobody in it remembers') }] : []),
    EVERYBODY,
    { value: 'team', label: t('The team’s') },
    { value: 'own', label: t('Each agent’s alone') },
  ];
  const known = taught !== null && data.some(({ value }) => value === taught);
  const all = known ? data : [...data, { value: OTHER, label: t('Not the same for all') }];
  return (
    <NativeSelect
      label={field.label}
      description={field.help}
      data={all}
      value={known ? taught : OTHER}
      onChange={({ currentTarget: { value } }) => {
        if (value !== OTHER && value !== '')
          change(path, withSharedMemory(component, value) as unknown as Json);
      }}
    />
  );
}
