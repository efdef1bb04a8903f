import { Modal } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { ErrorData } from '../../../../shared/errors.ts';
import type { Result } from '../../../../shared/result.ts';
import { addSkillFile, addSkillsAt } from '../../../state/settings/skills-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { PathField } from './path-field.tsx';
import { t } from '../../../language/translate.ts';

interface AddSkillDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function AddSkillDialog({ opened, onClose }: AddSkillDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('Add a skill')} size={520}>
      {opened ? <Form onClose={onClose} /> : null}
    </Modal>
  );
}

/** By the path of a folder, an archive or a SKILL.md; or one of the latter two as an upload. */
function Form({ onClose }: Pick<AddSkillDialogProps, 'onClose'>) {
  const [path, setPath] = useState('');
  const [error, setError] = useState<ErrorData | null>(null);
  const [isAdding, setAdding] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const add = async (adding: Promise<Result<unknown>>): Promise<void> => {
    setAdding(true);
    const result = await adding;
    setAdding(false);
    if (result.ok) onClose();
    else setError(result.error);
  };
  return (
    <form
      className="tool-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add(addSkillsAt(path));
      }}
    >
      <PathField
        label={t('Folder, ZIP archive or SKILL.md on this machine')}
        description={t('Tutee keeps a copy. A skill is off until you switch it on.')}
        example="/home/me/skills/meeting-minutes"
        value={path}
        error={error}
        onChange={(typed) => {
          setPath(typed);
          setError(null);
        }}
      />
      <input
        ref={input}
        type="file"
        accept=".zip,.md"
        hidden
        aria-label={t('ZIP archive or SKILL.md to add')}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) void add(addSkillFile(file));
          // The same file can be chosen again.
          event.currentTarget.value = '';
        }}
      />
      <div className="dialog-actions">
        <Button disabled={isAdding} onClick={() => input.current?.click()}>
          <IconUpload size={16} stroke={1.6} aria-hidden />
          {t('Upload a file')}
        </Button>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button type="submit" variant="primary" disabled={isAdding || path.trim() === ''}>
          {t('Add')}
        </Button>
      </div>
    </form>
  );
}
