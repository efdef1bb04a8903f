import { Modal, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { SyntheticEvent } from 'react';
import { useLocation } from 'wouter';
import type { CommandInput } from '../../../../shared/contract/commands.ts';
import type { ErrorData } from '../../../../shared/errors.ts';
import { client } from '../../../client/client.ts';
import { showNotice } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { agentsPath } from '../agents-route.ts';
import type { Fault } from '../component/component-json.ts';
import { parsePath } from '../component/faults.ts';
import { lineOf, positionOf } from '../component/json-position.ts';
import { t } from '../../../language/translate.ts';
import './import-team.css';

interface ImportTeamDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Imports an agent or a team from a file or from pasted JSON. */
export function ImportTeamDialog({ opened, onClose }: ImportTeamDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={t('Import an agent or a team')} size={560}>
      {opened ? <ImportForm onClose={onClose} /> : null}
    </Modal>
  );
}

function ImportForm({ onClose }: Pick<ImportTeamDialogProps, 'onClose'>) {
  const [, navigate] = useLocation();
  const file = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [errors, setErrors] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const take = async (given: string): Promise<void> => {
    setBusy(true);
    const result = await client.call('agents.import', { text: given });
    if (!result.ok) setErrors(await explainRefusal(given, result.error));
    setBusy(false);
    if (!result.ok) return;
    const { id, name } = result.value.team;
    onClose();
    showNotice(t('“{{name}}” imported.', { name }));
    navigate(agentsPath({ type: 'team', key: id, view: 'form' }));
  };
  const read = async (files: FileList | null): Promise<void> => {
    const given = await files?.[0]?.text();
    if (given === undefined) return;
    setText(given);
    await take(given);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void take(text);
  };
  return (
    <form className="import-team" onSubmit={submit}>
      <div>
        <Button data-autofocus disabled={busy} onClick={() => file.current?.click()}>
          <IconFileImport size={16} stroke={1.6} aria-hidden />
          {t('Choose a file')}
        </Button>
        <input
          ref={file}
          type="file"
          hidden
          aria-label={t('File of an agent or a team')}
          accept=".json,application/json"
          onChange={(event) => {
            void read(event.currentTarget.files);
            // Reset, so that choosing the same file again fires a change event.
            event.currentTarget.value = '';
          }}
        />
      </div>
      <Textarea
        label={t('Or paste its JSON')}
        className="json-field"
        rows={10}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setErrors([]);
        }}
      />
      <p className="form-note">
        {t('It can use only the models and tools that you have here; it is checked before it is saved.')}
      </p>
      {errors.length === 0 ? null : (
        <ul role="alert" className="faults">
          {errors.map((error) => (
            <li key={error}>{error}</li>
          ))}
        </ul>
      )}
      <div className="dialog-actions">
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit" disabled={busy || text.trim() === ''}>
          {t('Import')}
        </Button>
      </div>
    </form>
  );
}

/** All faults of a component, each with its line; the parse error for a text that is not JSON. */
async function explainRefusal(text: string, { message, field }: ErrorData): Promise<readonly string[]> {
  if (field === 'text') return [message];
  const component = parsed(text);
  if (component === undefined) return [message];
  const checked = await client.call('agents.check', { component });
  const faults = checked.ok && !checked.value.ok ? checked.value.faults : [{ path: field ?? '', message }];
  return [...new Set(faults.map((fault) => withLine(text, fault)))];
}

function parsed(text: string): CommandInput<'agents.check'>['component'] | undefined {
  try {
    return JSON.parse(text) as CommandInput<'agents.check'>['component'];
  } catch {
    return undefined;
  }
}

function withLine(text: string, { path, message }: Fault): string {
  return path === ''
    ? message
    : t('Line {{line}}: {{message}}', {
        line: String(lineOf(text, positionOf(text, parsePath(path)))),
        message,
      });
}
