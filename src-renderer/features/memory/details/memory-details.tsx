import type { Memory } from '../../../../shared/memory/memory.ts';
import { reloadMemoryDetail, useMemoryDetailStore } from '../../../state/memory/memory-detail-store.ts';
import { useFormatScope } from '../../../state/memory/scopes-store.ts';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { DetailActions } from './detail-actions.tsx';
import { DetailHistory } from './detail-history.tsx';
import { DetailProperties } from './detail-properties.tsx';
import { DetailRelated } from './detail-related.tsx';
import { DetailSource, DetailUses } from './detail-source.tsx';
import { memoryTraits } from '../memory-labels.ts';
import { t } from '../../../language/translate.ts';
import './memory-details.css';

/** One memory in detail: text, cues, source, properties, history, uses and related memories. */
export function MemoryDetails() {
  const { detail, history, error } = useMemoryDetailStore();
  const formatScope = useFormatScope();
  if (error !== null) return <FailureState message={error.message} onRetry={reloadMemoryDetail} />;
  if (detail === null) return <div aria-busy="true" />;
  const { memory } = detail;
  return (
    <div className="details">
      <p className="details-traits">{memoryTraits(memory, formatScope)}</p>
      <p className="details-text" dir="auto">
        {memory.text}
      </p>
      <DetailActions memory={memory} />
      <Cues memory={memory} />
      <DetailSource detail={detail} />
      <DetailProperties key={memory.id} memory={memory} />
      <DetailHistory key={`history ${memory.id}`} events={history} />
      <DetailUses memory={memory} uses={detail.uses} />
      <DetailRelated related={detail.related} />
    </div>
  );
}

function Cues({ memory: { cues } }: { readonly memory: Memory }) {
  if (cues.length === 0) return null;
  return (
    <section>
      <h3>{t('Comes to mind when')}</h3>
      <ul className="cues">
        {cues.map(({ text }) => (
          <li key={text} className="cue" dir="auto">
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
