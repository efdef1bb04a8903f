import { NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { IconButton } from '../../../../ui/controls/button.tsx';
import type { Component, Path } from '../../component/component-json.ts';
import { membersOf, nameOf, valueAt, withValue } from '../../component/component-json.ts';
import { useEditor, useFault } from '../editor-context.ts';
import type { FlowEdge } from '../../component/flow-edges.ts';
import { flowEdges, movedEdge, withEdge, withNodesOfMembers } from '../../component/flow-edges.ts';
import { RowsField } from './rows-field.tsx';
import { t } from '../../../../language/translate.ts';
import '../form-parts.css';

interface EdgesFieldProps {
  readonly label: string;
  readonly team: Component;
  readonly path: Path;
}

/** The edges of a graph, one per row. The Graph tab draws them. */
export function EdgesField({ label, team, path }: EdgesFieldProps) {
  const editor = useEditor();
  const fault = useFault([...path, 'config', 'graph']);
  const names = membersOf(team).map(({ component }) => nameOf(component));
  const set = (changed: Component): void => {
    const whole = withNodesOfMembers(changed);
    editor.change([...path, 'config', 'graph'], valueAt(whole, ['config', 'graph']));
  };
  const edges = flowEdges(team);
  const free = freePair(names, edges);
  return (
    <RowsField
      label={label}
      help={t(
        'Who comes after whom. With words in the last field the arrow is taken only when they were said.',
      )}
      fault={fault}
      addLabel={t('Add an arrow')}
      onAdd={free === null ? null : () => set(withEdge(team, free.from, { target: free.to }))}
    >
      {edges.map((edge) => (
        <EdgeRow key={edge.path.join('.')} edge={edge} team={team} names={names} onChange={set} />
      ))}
    </RowsField>
  );
}

/** The next pair of members without an edge, in team order, preferring members without outgoing edges. */
function freePair(
  names: readonly string[],
  edges: readonly FlowEdge[],
): { readonly from: string; readonly to: string } | null {
  const ends = names.filter((name) => !edges.some(({ from }) => from === name));
  for (const from of [...ends, ...names]) {
    const at = names.indexOf(from);
    const others = [...names.slice(at + 1), ...names.slice(0, at)];
    const to = others.find((name) => !edges.some((edge) => edge.from === from && edge.to === name));
    if (to !== undefined) return { from, to };
  }
  return null;
}

interface EdgeRowProps {
  readonly edge: FlowEdge;
  readonly team: Component;
  readonly names: readonly string[];
  readonly onChange: (team: Component) => void;
}

function EdgeRow({ edge, team, names, onChange }: EdgeRowProps) {
  const { from, to, condition, path } = edge;
  const others = (name: string) => (names.includes(name) ? [...names] : [...names, name]);
  return (
    <div className="edge" role="group" aria-label={t('{{from}} to {{to}}', { from, to })}>
      <NativeSelect
        aria-label={t('From', {}, 'sender')}
        data={others(from)}
        value={from}
        onChange={(event) => onChange(movedEdge(team, edge, event.currentTarget.value))}
      />
      <span aria-hidden>→</span>
      <NativeSelect
        aria-label={t('To', {}, 'recipient')}
        data={others(to)}
        value={to}
        onChange={(event) => onChange(withValue(team, [...path, 'target'], event.currentTarget.value))}
      />
      <TextInput
        aria-label={t('When these words were said')}
        placeholder={t('always')}
        value={condition ?? ''}
        dir="auto"
        onChange={(event) => {
          const words = event.currentTarget.value;
          onChange(withValue(team, [...path, 'condition'], words === '' ? undefined : words));
        }}
      />
      <IconButton
        label={t('Remove {{from}} to {{to}}', { from, to })}
        onClick={() => onChange(withValue(team, path, undefined))}
      >
        <IconX size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  );
}
