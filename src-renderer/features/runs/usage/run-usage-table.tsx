import type { RunDetails, RunView } from '../../../state/runs/run-reducer.ts';
import { formatCost, totalTokens } from '../run-labels.ts';
import { formatNumber, t, tCount } from '../../../language/translate.ts';
import './run-usage.css';

interface RunUsageTableProps {
  readonly rows: RunDetails['usageByAgent'];
  readonly total: RunView['usage'];
}

/** Tokens and cost, by agent and in total. */
export function RunUsageTable({ rows, total }: RunUsageTableProps) {
  if (total.requests === 0) {
    return <p className="run-note">{t('None counted: no model was asked, or its server does not say.')}</p>;
  }
  const most = Math.max(1, ...rows.map(totalTokens));
  return (
    <>
      <table className="run-usage" aria-label={t('Tokens and money by agent')}>
        <thead>
          <tr>
            <th scope="col">{t('Who')}</th>
            <th scope="col">{t('Tokens')}</th>
            <th scope="col">{t('Money')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.agent}>
              <th scope="row" dir="auto">
                {row.agent}
                <span className="run-usage-bar" aria-hidden>
                  <span style={{ width: `${(totalTokens(row) / most) * 100}%` }} />
                </span>
              </th>
              <td>{formatNumber(totalTokens(row))}</td>
              <td>{formatCost(row)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('In all')}</th>
            <td>{formatNumber(totalTokens(total))}</td>
            <td>{formatCost(total)}</td>
          </tr>
        </tfoot>
      </table>
      {total.cachedRequests === 0 ? null : (
        <p className="run-note">
          {tCount(
            total.cachedRequests,
            '{{count}} answer was taken from what was kept, at no cost.',
            '{{count}} answers were taken from what was kept, at no cost.',
          )}
        </p>
      )}
    </>
  );
}
