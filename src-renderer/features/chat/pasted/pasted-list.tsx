import type { ReactNode } from 'react';
import { limits } from '../../../../shared/limits.ts';
import { PastedCard } from './pasted-card.tsx';
import { FIELD_UNITS } from './pasted-size.ts';
import { t } from '../../../language/translate.ts';

interface PastedListProps {
  readonly pasted: readonly string[];
  /** The text in the message field. */
  readonly text: string;
  readonly onChange: (pasted: readonly string[], text?: string) => void;
}

/** The pasted texts of a message that is being written: each can be viewed, inserted into the message or removed. */
export function PastedList({ pasted, text, onChange }: PastedListProps) {
  if (pasted.length === 0) return null;
  const without = (index: number) => pasted.filter((_, other) => other !== index);
  const fits = (paste: string) => text.length + paste.length <= FIELD_UNITS;
  const joinParts = (paste: string) => (text === '' ? paste : `${text.trimEnd()}\n\n${paste}`);
  return (
    <div className="pasted-list">
      {pasted.map((paste, index) => (
        <PastedCard key={`paste ${index}`} text={paste}>
          {fits(paste) ? (
            <Action onClick={() => onChange(without(index), joinParts(paste))}>
              {t('Put in the message')}
            </Action>
          ) : null}
          <Action onClick={() => onChange(without(index))}>{t('Remove')}</Action>
        </PastedCard>
      ))}
      <PasteLimitError pasted={pasted} />
    </div>
  );
}

function Action({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <button type="button" className="text-button" onClick={onClick}>
      {children}
    </button>
  );
}

/** Why the pasted texts exceed a limit; null when they do not. */
export function pasteLimitError(pasted: readonly string[]): string | null {
  const units = pasted.reduce((sum, { length }) => sum + length, 0);
  if (units > limits.pastedText)
    return t(
      'One message takes {{most}} characters of pasted text, and this is {{characters}}. Remove some of it, or paste a part.',
      { most: limits.pastedText, characters: units },
    );
  if (pasted.length > limits.pastes)
    return t('One message takes {{most}} pasted texts. Remove some of them.', { most: limits.pastes });
  return null;
}

function PasteLimitError({ pasted }: Pick<PastedListProps, 'pasted'>) {
  const excess = pasteLimitError(pasted);
  return excess === null ? null : (
    <p className="pasted-excess" role="alert">
      {excess}
    </p>
  );
}
