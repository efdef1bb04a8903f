import { Link } from 'wouter';
import type { RecallCandidate, RecallReport } from '../../../shared/memory/recall.ts';
import { useFormatScope } from '../../state/memory/scopes-store.ts';
import { recallReason } from './recall-reason.ts';
import { formatDay } from '../format/format-time.ts';
import { kindNames } from '../format/kind-names.ts';
import { t } from '../../language/translate.ts';
import './recall-cards.css';

interface RecallCardsProps {
  readonly report: RecallReport;
  /** Called when the user marks a used memory as wrong. Without it there is no such button. */
  readonly onWrong?: (candidate: RecallCandidate) => void;
}

/** Explains a recall: the memories used, then those considered and left out. */
export function RecallCards({ report, onWrong }: RecallCardsProps) {
  const used = report.candidates.filter(({ outcome }) => outcome === 'used');
  const leftOut = report.candidates.filter(({ outcome }) => outcome !== 'used');
  return (
    <>
      {used.length === 0 ? <p className="recall-none">{t('No memory was close enough.')}</p> : null}
      <ul className="recall-list">
        {used.map((candidate) => (
          <RecallCard key={candidate.memoryId} candidate={candidate} gate={report.gate} onWrong={onWrong} />
        ))}
      </ul>
      {leftOut.length === 0 ? null : (
        <>
          <h3 className="recall-heading">{t('Considered, left out')}</h3>
          <ul className="recall-list">
            {leftOut.map((candidate) => (
              <RecallCard key={candidate.memoryId} candidate={candidate} gate={report.gate} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface RecallCardProps {
  readonly candidate: RecallCandidate;
  readonly gate: number;
  readonly onWrong?: RecallCardsProps['onWrong'];
}

function RecallCard({ candidate, gate, onWrong }: RecallCardProps) {
  const formatScope = useFormatScope();
  const { memoryId, text, kind, scope, route, outcome, parts, matchedCue, updatedAt } = candidate;
  return (
    <li className="recall-card" data-used={outcome === 'used' || undefined}>
      {text === '' ? (
        <span className="recall-gone">{t('Forgotten for good since then.')}</span>
      ) : (
        <Link href={`/memory/${memoryId}`} className="recall-text" dir="auto">
          {text}
        </Link>
      )}
      <div className="recall-meta">
        <span>
          {kindNames[kind]} · {scope.type === 'everywhere' ? '' : `${formatScope(scope)} · `}
          {recallReason(candidate, gate)}
        </span>
        <time dateTime={new Date(updatedAt).toISOString()}>{formatDay(updatedAt)}</time>
      </div>
      {matchedCue === null ? null : (
        <div className="recall-cue" dir="auto">
          {t('Comes to mind when: {{cue}}', { cue: matchedCue })}
        </div>
      )}
      {route === 'standing' && parts.reason !== 'bears' ? null : (
        <div className="recall-bars">
          <Bar name={t('meaning')} value={parts.meaning} />
          <Bar name={t('words')} value={parts.words} />
        </div>
      )}
      {onWrong === undefined || text === '' ? null : (
        <button
          type="button"
          className="text-button recall-wrong"
          aria-label={t('That’s wrong: {{text}}', { text })}
          onClick={() => onWrong(candidate)}
        >
          {t('That’s wrong')}
        </button>
      )}
    </li>
  );
}

/** A score from 0 to 1 as a bar. */
function Bar({ name, value }: { readonly name: string; readonly value: number }) {
  const percent = Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className="recall-bar">
      <span>{name}</span>
      <span
        className="recall-track"
        role="meter"
        aria-label={name}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </span>
    </div>
  );
}
