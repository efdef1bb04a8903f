import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { SyntheticEvent } from 'react';
import type { ErrorData } from '../../../../shared/errors.ts';
import { showNotice } from '../../../state/page/toast-store.ts';
import { exportMemories, transfer, useTransferStore } from '../../../state/memory/transfer-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { TransferFailure } from './transfer-failure.tsx';
import { t } from '../../../language/translate.ts';
import '../dialogs/memory-form.css';
import './transfer.css';

const formats = [
  {
    value: 'json',
    label: 'JSON',
    note: t('Everything: history, sources, counts, forgotten ones. To move to another machine.'),
  },
  {
    value: 'markdown',
    label: t('Markdown'),
    note: t('What is in use, to read, print or edit. Can be imported again.'),
  },
] as const;

/** Exports memories as a file. */
export function ExportDialog() {
  const exporting = useTransferStore((state) => state.exporting);
  return (
    <Modal opened={exporting} onClose={transfer.closeExport} title={t('Export memories')} size={480}>
      {exporting ? <ExportForm /> : null}
    </Modal>
  );
}

function ExportForm() {
  const [format, setFormat] = useState<'json' | 'markdown'>('json');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorData | null>(null);
  const submit = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const result = await exportMemories(format);
    setBusy(false);
    setError(result.ok ? null : result.error);
    if (!result.ok || result.value === null) return;
    transfer.closeExport();
    showNotice(result.value);
  };
  return (
    <form className="transfer" onSubmit={(event) => void submit(event)}>
      <fieldset className="transfer-formats">
        <legend>{t('As')}</legend>
        {formats.map(({ value, label, note }) => (
          <label key={value} className="transfer-format">
            <input
              type="radio"
              name="format"
              value={value}
              checked={format === value}
              data-autofocus={format === value ? true : undefined}
              onChange={() => setFormat(value)}
            />
            <span>
              <strong>{label}</strong>
              <br />
              {note}
            </span>
          </label>
        ))}
      </fieldset>
      <p className="transfer-status">
        {t('The file holds your memories as plain text, private ones too. Keep it safe.')}
      </p>
      <TransferFailure error={error} />
      <div className="dialog-actions">
        <Button onClick={transfer.closeExport}>{t('Cancel')}</Button>
        <Button variant="primary" type="submit" disabled={busy}>
          {t('Export')}
        </Button>
      </div>
    </form>
  );
}
