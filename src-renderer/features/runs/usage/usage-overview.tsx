import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import { formatCost, totalTokens, usageOwnerLabel } from '../run-labels.ts';
import './usage-overview.css';

const DAYS = 30;

interface UsageOverviewProps {
  /** Shown when no model was called; nothing by default. */
  readonly whenNothing?: ReactNode;
}

/** The usage of chats, learning and runs in the last days. */
export function UsageOverview({ whenNothing = null }: UsageOverviewProps) {
  const [usage, setUsage] = useState<CommandOutput<'runs.usage'> | null>(null);
  useEffect(() => {
    let current = true;
    void client.call('runs.usage', { days: DAYS }).then((result) => {
      if (current && result.ok) setUsage(result.value);
    });
    return () => {
      current = false;
    };
  }, []);
  if (usage === null) return null;
  if (usage.total.requests === 0) return whenNothing;
  const { total, byAgent } = usage;
  const costly = byAgent.toSorted((one, other) => totalTokens(other) - totalTokens(one)).slice(0, 4);
  return (
    <section className="usage-overview" aria-label={`The last ${DAYS} days`}>
      <dl>
        <div>
          <dt>Tokens, last {DAYS} days</dt>
          <dd>{totalTokens(total).toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Money</dt>
          <dd>{formatCost(total)}</dd>
        </div>
        <div className="usage-overview-most">
          <dt>Most by</dt>
          <dd>
            <ul>
              {costly.map((row) => (
                <li key={row.agent} dir="auto">
                  {`${usageOwnerLabel(row.agent)} ${totalTokens(row).toLocaleString('en')}`}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
      <p className="usage-overview-note">
        Your chats, learning from them, and your agents together. Temporary chats are not counted.
      </p>
    </section>
  );
}
