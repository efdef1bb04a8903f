import type { RunDetails, RunView } from '../../../state/runs/run-reducer.ts';
import { formatCount } from '../../../ui/format/format-count.ts';
import { formatCost, totalTokens } from '../run-labels.ts';
import './run-usage.css';

interface RunUsageTableProps {
  readonly rows: RunDetails['usageByAgent'];
  readonly total: RunView['usage'];
}

/** Tokens and cost, by agent and in total. */
export function RunUsageTable({ rows, total }: RunUsageTableProps) {
  if (total.requests === 0) {
    return <p className="run-note">None counted: no model was asked, or its server does not say.</p>;
  }
  const most = Math.max(1, ...rows.map(totalTokens));
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
                  <span style={{ width: `${(totalTokens(row) / most) * 100}%` }} />
                </span>
              </th>
              <td>{totalTokens(row).toLocaleString('en')}</td>
              <td>{formatCost(row)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">In all</th>
            <td>{totalTokens(total).toLocaleString('en')}</td>
            <td>{formatCost(total)}</td>
          </tr>
        </tfoot>
      </table>
      {total.cachedRequests === 0 ? null : (
        <p className="run-note">
          {formatCount(total.cachedRequests, 'answer was', 'answers were')} taken from what was kept, at no
          cost.
        </p>
      )}
    </>
  );
}
