import { Menu, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { ComponentFields } from './component-fields.tsx';
import type { Component, Json, Path } from '../component/component-json.ts';
import { isComponent, isTeam, membersOf, nameOf, valueAt, withValue } from '../component/component-json.ts';
import { useEditor, useFault } from './editor-context.ts';
import { withNodesOfMembers } from '../component/flow-edges.ts';
import { agentForms, wrapperForms } from './specs/agent-forms.ts';
import { fieldsOf, formOf } from './specs/forms.ts';
import { teamForms } from './specs/team-forms.ts';
import { freeName, newComponent, newTeam, offered, withName } from './specs/new-component.ts';
import { faultsBeside, teamPath } from '../component/outline.ts';
import { t } from '../../../language/translate.ts';

interface ParticipantFormProps {
  readonly path: Path;
  readonly onChoose: (path: Path) => void;
}

/** The form of one agent, or of the team itself. */
export function ParticipantForm({ path, onChoose }: ParticipantFormProps) {
  const { component: root, faults } = useEditor();
  const component = valueAt(root, path);
  if (!isComponent(component)) return null;
  const form = formOf(component);
  const named = !(path.length === 0 && isTeam(component)) && form?.nameless !== true;
  const keys = [...(named ? ['name'] : []), ...fieldsOf(component, path).map(({ key }) => key)];
  const beside = faultsBeside(root, faults, path, keys);
  return (
    <section className="participant fields" aria-label={nameOf(component)}>
      <div className="participant-head">
        <div>
          <h2>{form?.label ?? component.provider}</h2>
          {form === undefined ? null : <p className="form-note">{form.about}</p>}
        </div>
        {path.length === 0 ? null : (
          <MemberActions path={path} name={nameOf(component)} onChoose={onChoose} />
        )}
      </div>
      {beside.length === 0 ? null : (
        <div role="alert">
          <ul className="faults">
            {beside.map((fault) => (
              <li key={`${fault.path} ${fault.message}`}>{fault.message}</li>
            ))}
          </ul>
        </div>
      )}
      {named ? <NameField component={component} path={path} /> : null}
      <ComponentFields component={component} path={path} />
      {isTeam(component) ? <AddMember team={component} path={path} onChoose={onChoose} /> : null}
    </section>
  );
}

/** The name applies on blur, because every reference to the member changes with it. */
function NameField({ component, path }: { readonly component: Component; readonly path: Path }) {
  const { rename } = useEditor();
  const fault = useFault([...path, 'config', 'name']);
  const given = component.config['name'];
  const name = typeof given === 'string' ? given : '';
  const [typed, setTyped] = useState<string | null>(null);
  const take = (): void => {
    setTyped(null);
    if (typed !== null && typed.trim() !== name) rename(path, typed.trim());
  };
  return (
    <TextInput
      label={t('Name')}
      description={t('How the others call it.')}
      value={typed ?? name}
      error={fault}
      dir="auto"
      spellCheck={false}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
      }}
    />
  );
}

interface MemberActionsProps extends ParticipantFormProps {
  readonly name: string;
}

function MemberActions({ path, name, onChoose }: MemberActionsProps) {
  const { component: root, replace } = useEditor();
  const place = teamPath(path);
  const team = place === null ? undefined : valueAt(root, place);
  const index = path.at(-1);
  if (place === null || !isComponent(team) || typeof index !== 'number') return null;
  const members: readonly Json[] = (team.config['participants'] ?? []) as readonly Json[];
  const put = (next: readonly Json[], done?: string): void => {
    const changed = withValue(team, ['config', 'participants'], next);
    const whole = team.provider === 'GraphFlow' ? withNodesOfMembers(changed) : changed;
    replace(withValue(root, place, { ...whole }), done);
  };
  const move = (to: number): void => {
    const member = members[index];
    if (member === undefined) return;
    put(members.toSpliced(index, 1).toSpliced(to, 0, member));
    onChoose([...place, 'config', 'participants', to]);
  };
  return (
    <div className="participant-actions">
      <IconButton
        label={t('Move {{name}} up', { name })}
        disabled={index === 0}
        onClick={() => move(index - 1)}
      >
        <IconArrowUp size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton
        label={t('Move {{name}} down', { name })}
        disabled={index === members.length - 1}
        onClick={() => move(index + 1)}
      >
        <IconArrowDown size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton
        label={t('Remove {{name}}', { name })}
        onClick={() => {
          put(members.toSpliced(index, 1), t('“{{name}}” removed.', { name }));
          onChoose(place);
        }}
      >
        <IconTrash size={16} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  );
}

interface AddMemberProps extends ParticipantFormProps {
  readonly team: Component;
}

function AddMember({ team, path, onChoose }: AddMemberProps) {
  const { component: root, options, replace } = useEditor();
  const members = membersOf(team);
  const fault = useFault([...path, 'config', 'participants'], members.length === 0);
  const add = (made: Component): void => {
    const at = members.length === 0 ? 0 : (members.at(-1)?.index ?? -1) + 1;
    const named = withName(made, freeName(team, nameOf(made)));
    const place = [...path, 'config', 'participants', at];
    const changed = withValue(team, ['config', 'participants', at], { ...named });
    const whole = team.provider === 'GraphFlow' ? withNodesOfMembers(changed) : changed;
    replace(withValue(root, path, { ...whole }));
    onChoose(place);
  };
  return (
    <div className="add-member">
      {fault === undefined ? null : (
        <p className="choose-fault" role="alert">
          {fault}
        </p>
      )}
      <Menu position="bottom-start">
        <Menu.Target>
          <Button small>
            <IconPlus size={14} stroke={1.8} aria-hidden />
            {t('Add a member')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {offered(agentForms, options).map(({ provider, form }) => (
            <Menu.Item key={provider} onClick={() => add(newComponent(provider, options))}>
              {form.label}
            </Menu.Item>
          ))}
          {offered(wrapperForms, options).map(({ provider, form }) => (
            <Menu.Item key={provider} onClick={() => add(newTeam(provider, options))}>
              {form.label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{t('A team of its own')}</Menu.Label>
          {offered(teamForms, options).map(({ provider, form }) => (
            <Menu.Item
              key={provider}
              onClick={() =>
                add(withName(newTeam(provider, options), form.nameless === true ? 'lead' : 'team'))
              }
            >
              {form.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
