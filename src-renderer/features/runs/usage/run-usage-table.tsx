import type { RunDetails, RunView } from '../../../state/runs/run-log.ts';
import { countWords } from '../../../ui/words/time-words.ts';
import { moneyWords, tokensOf } from '../run-words.ts';
import './run-usage.css';

interface RunUsageTableProps {
  readonly rows: RunDetails['usageByAgent'];
  readonly total: RunView['usage'];
}

/** Tokens and money, by agent and in all. */
export function RunUsageTable({ rows, total }: RunUsageTableProps) {
  if (total.requests === 0) {
    return <p className="run-note">None counted: no model was asked, or its server does not say.</p>;
  }
  const most = Math.max(1, ...rows.map(tokensOf));
  return (
    <>
      <table className="run-usage" aria-label="Tokens and money by agent">
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col">Tokens</th>
            <th scope="col">Money</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.agent}>
              <th scope="row" dir="auto">
                {row.agent}
                <span className="run-usage-bar" aria-hidden>
                  <span style={{ width: `${(tokensOf(row) / most) * 100}%` }} />
                </span>
              </th>
              <td>{tokensOf(row).toLocaleString('en')}</td>
              <td>{moneyWords(row)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            <td>{tokensOf(total).toLocaleString('en')}</td>
            <td>{moneyWords(total)}</td>
          </tr>
        </tfoot>
      </table>
      {total.cachedRequests === 0 ? null : (
        <p className="run-note">
          {countWords(total.cachedRequests, 'answer was', 'answers were')} taken from what was kept, at no
          cost.
        </p>
      )}
    </>
  );
}
