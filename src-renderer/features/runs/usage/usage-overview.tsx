import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { client } from '../../../client/client.ts';
import type { CommandOutput } from '../../../../shared/contract/commands.ts';
import { formatCost, totalTokens, usageOwnerLabel } from '../run-labels.ts';
import { formatNumber, t, tCount } from '../../../language/translate.ts';
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
    <section
      className="usage-overview"
      aria-label={tCount(DAYS, 'The last {{count}} day', 'The last {{count}} days')}
    >
      <dl>
        <div>
          <dt>{tCount(DAYS, 'Tokens, last {{count}} day', 'Tokens, last {{count}} days')}</dt>
          <dd>{formatNumber(totalTokens(total))}</dd>
        </div>
        <div>
          <dt>{t('Money')}</dt>
          <dd>{formatCost(total)}</dd>
        </div>
        <div className="usage-overview-most">
          <dt>{t('Most by')}</dt>
          <dd>
            <ul>
              {costly.map((row) => (
                <li key={row.agent} dir="auto">
                  {`${usageOwnerLabel(row.agent)} ${formatNumber(totalTokens(row))}`}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      </dl>
      <p className="usage-overview-note">
        {t('Your chats, learning from them, and your agents together. Temporary chats are not counted.')}
      </p>
    </section>
  );
}
