import { IconNotesOff } from '@tabler/icons-react';
import { t } from '../../../language/translate.ts';
import './off-record.css';

interface OffRecordProps {
  /** Sends the message that ends off-the-record mode. */
  readonly onEnd: () => void;
  /** False while a message is sent or answered. */
  readonly canEnd: boolean;
}

/** Shows that nothing from this chat is kept until the user says otherwise. */
export function OffRecord({ onEnd, canEnd }: OffRecordProps) {
  return (
    <span className="off-record" role="group" aria-label={t('Off the record')}>
      <IconNotesOff size={13} stroke={1.7} aria-hidden />
      <span role="status">{t('Off the record: nothing is kept')}</span>
      <button type="button" className="off-record-end" disabled={!canEnd} onClick={onEnd}>
        {t('End')}
      </button>
    </span>
  );
}
