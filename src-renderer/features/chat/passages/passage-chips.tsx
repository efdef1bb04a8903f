import { IconFileText } from '@tabler/icons-react';
import type { MessageView } from '../../../../shared/conversation.ts';
import { placeLabel } from './place-label.ts';
import { useViewStore, view } from '../../../state/page/view-store.ts';
import { RichText } from '../../../language/rich-text.tsx';
import { t } from '../../../language/translate.ts';
import './passages.css';

/** The passages of files that an answer draws on; those that it cites, if it cites any. */
export function PassageChips({ message }: { readonly message: MessageView }) {
  const { passages = [], text } = message;
  const open = useViewStore(({ passage }) => (passage?.messageId === message.id ? passage.number : null));
  if (passages.length === 0) return null;
  const cited = passages.filter(({ number }) => text.includes(`[${number}]`));
  const shown = cited.length > 0 ? cited : passages;
  return (
    <ul className="passage-chips" aria-label={cited.length > 0 ? t('Sources') : t('Read for this answer')}>
      {shown.map((passage) => (
        <li key={passage.number}>
          <button
            type="button"
            className="passage-chip"
            aria-expanded={open === passage.number}
            title={passage.heading === '' ? undefined : passage.heading}
            onClick={() => view.togglePassage(message.id, passage.number)}
          >
            <span className="passage-number">{passage.number}</span>
            <IconFileText size={14} stroke={1.6} aria-hidden />
            <span className="passage-from">
              <RichText text="From {{file}}" parts={{ file: <bdi>{passage.name}</bdi> }} />
              <span className="passage-place">, {placeLabel(passage.place)}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
