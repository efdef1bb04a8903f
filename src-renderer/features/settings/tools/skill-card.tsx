import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { Skill } from '../../../../shared/tools/skill.ts';
import {
  removeSkill,
  saveSkill,
  switchSkill,
  teachSkill,
  textOfSkill,
} from '../../../state/settings/skills-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { formatBytes } from '../../../ui/format/format-bytes.ts';
import { withInvisible } from '../../chat/tools/call-words.ts';
import { CardHead } from './card-head.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { t } from '../../../language/translate.ts';

/** One skill: what it says, its files, and whether models know of it. */
export function SkillCard({ skill }: { readonly skill: Skill }) {
  const { id, name, description, enabled, createdAt } = skill;
  const [open, setOpen] = useState(false);
  const [removing, setRemoving] = useState(false);
  return (
    <li className="tool-server" aria-label={name}>
      <CardHead
        name={name}
        note={withInvisible(description)}
        opened={open}
        onToggle={() => setOpen(!open)}
        enabled={enabled}
        onSwitch={(use) => void switchSkill(id, use)}
      >
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label={t('More for {{name}}', { name })}>
              <IconDots size={16} stroke={1.6} aria-hidden />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => void saveSkill(skill)}>{t('Save as a file')}</Menu.Item>
            {skill.files.length === 0 ? (
              <Menu.Item onClick={() => void teachSkill(skill)}>{t('Teach it to the memory')}</Menu.Item>
            ) : null}
            <Menu.Item data-danger onClick={() => setRemoving(true)}>
              {t('Remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </CardHead>
      {open ? <SkillText key={createdAt} skill={skill} /> : null}
      <RemoveDialog
        name={name}
        consequence={t('It is deleted here with its files. What you added it from stays as it is.')}
        opened={removing}
        onClose={() => setRemoving(false)}
        onRemove={() => void removeSkill(id)}
      />
    </li>
  );
}

/** SKILL.md, or the file that was chosen, as text: nothing in it is drawn or run. */
function SkillText({ skill: { id, name, files, hasScripts } }: { readonly skill: Skill }) {
  const [path, setPath] = useState<string | null>(null);
  const [text, setText] = useState<string | null | undefined>();
  useEffect(() => {
    let isCurrent = true;
    void textOfSkill(id, path).then((read) => {
      if (isCurrent) setText(read);
    });
    return () => {
      isCurrent = false;
    };
  }, [id, path]);
  return (
    <div className="server-log">
      {hasScripts ? (
        <p className="tool-note">
          {t('It has scripts. They run in a sandbox without a network, after asking you.')}
        </p>
      ) : null}
      {files.length === 0 ? null : (
        <ul className="skill-files" aria-label={t('Files of {{name}}', { name })}>
          {[{ path: null, bytes: null }, ...files].map((file) => (
            <li key={file.path}>
              <button
                type="button"
                className="text-button"
                aria-pressed={file.path === path}
                onClick={() => setPath(file.path)}
              >
                <bdi>{file.path ?? 'SKILL.md'}</bdi>
                {file.bytes === null ? null : ` · ${formatBytes(file.bytes)}`}
              </button>
            </li>
          ))}
        </ul>
      )}
      {text === undefined ? (
        <div aria-busy="true" />
      ) : (
        <pre tabIndex={0} dir="auto" aria-label={path ?? 'SKILL.md'}>
          {text === null ? t('This file is no text.') : withInvisible(text)}
        </pre>
      )}
    </div>
  );
}
