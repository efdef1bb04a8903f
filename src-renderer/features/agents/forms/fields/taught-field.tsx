import { NativeSelect } from '@mantine/core';
import { memoriesOf, taughtIn, withTaught } from '../../component/taught.ts';
import type { Json } from '../../component/component-json.ts';
import { useEditor, useFault } from '../editor-context.ts';
import type { FieldProps } from './field-props.ts';

const EVERYBODY = { value: 'tutee', label: 'Everybody’s: what Tutee remembers of you' };
/** Whatever else is written there; it is left as it is. */
const OTHER = 'other';

/** Whose memory an agent is taught into and recalls from. */
export function MemoryField({ field, component, path }: FieldProps) {
  const { component: root, change } = useEditor();
  const place = [...path, 'config', field.key];
  const names = memoriesOf(component);
  const inTeam = root !== component;
  const data = [
    { value: '', label: 'None' },
    EVERYBODY,
    { value: 'own', label: 'This agent’s alone' },
    ...(inTeam || names.includes('team') ? [{ value: 'team', label: 'The team’s' }] : []),
  ];
  const [only = ''] = names;
  const known = names.length < 2 && data.some(({ value }) => value === only);
  const all = known ? data : [...data, { value: OTHER, label: names.join(', ') }];
  return (
    <NativeSelect
      label={field.label}
      description={field.help}
      error={useFault(place)}
      data={all}
      value={known ? only : OTHER}
      onChange={({ currentTarget: { value } }) => {
        if (value !== OTHER) change(place, value === '' ? undefined : [value]);
      }}
    />
  );
}

/** The same for all who remember in a team, at once. */
export function TaughtField({ field, component, path }: FieldProps) {
  const { change } = useEditor();
  const taught = taughtIn(component);
  const data = [
    ...(taught === '' ? [{ value: '', label: 'Nobody in it remembers' }] : []),
    EVERYBODY,
    { value: 'team', label: 'The team’s' },
    { value: 'own', label: 'Each agent’s alone' },
  ];
  const known = taught !== null && data.some(({ value }) => value === taught);
  const all = known ? data : [...data, { value: OTHER, label: 'Not the same for all' }];
  return (
    <NativeSelect
      label={field.label}
      description={field.help}
      data={all}
      value={known ? taught : OTHER}
      onChange={({ currentTarget: { value } }) => {
        if (value !== OTHER && value !== '') change(path, withTaught(component, value) as unknown as Json);
      }}
    />
  );
}
