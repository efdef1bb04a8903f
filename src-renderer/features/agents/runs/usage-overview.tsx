import { useEffect, useState } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import { moneyWords, tokensOf } from '../../runs/run-words.ts';

const DAYS = 30;

/** What all runs of the last days used. */
export function UsageOverview() {
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
  if (usage === null || usage.total.requests === 0) return null;
  const { total, byAgent } = usage;
  const costly = byAgent.toSorted((one, other) => tokensOf(other) - tokensOf(one)).slice(0, 4);
  return (
    <section className="usage-overview" aria-label={`The last ${DAYS} days`}>
      <dl>
        <div>
          <dt>Tokens, last {DAYS} days</dt>
          <dd>{tokensOf(total).toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Money</dt>
          <dd>{moneyWords(total)}</dd>
        </div>
        <div className="usage-overview-most">
          <dt>Most by</dt>
          <dd dir="auto">
            {costly.map((row) => `${row.agent} ${tokensOf(row).toLocaleString('en')}`).join(', ')}
          </dd>
        </div>
      </dl>
    </section>
  );
}
