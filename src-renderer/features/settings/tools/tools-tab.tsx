/** Settings, Tools: servers of tools, what their tools may do, and what they did. */
import { IconTools } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import {
  loadMoreToolCalls,
  loadToolServers,
  useToolServersStore,
} from '../../../state/settings/tool-servers-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { formatClock, formatDay } from '../../../ui/format/format-time.ts';
import { Call } from '../../chat/tools/tool-calls.tsx';
import { AddServerDialog } from './add-server-dialog.tsx';
import { FoldersSection } from './folders-section.tsx';
import { ServerCard } from './server-card.tsx';
import { SkillsSection } from './skills-section.tsx';
import { t } from '../../../language/translate.ts';
import './tools.css';

export function ToolsTab() {
  const { servers, error } = useToolServersStore();
  const [adding, setAdding] = useState(false);
  useEffect(() => void loadToolServers(), []);
  if (error !== null) return <FailureState message={error.message} onRetry={() => void loadToolServers()} />;
  if (servers === null) return <div className="tools" aria-busy="true" />;
  const add = (
    <Button variant={servers.length === 0 ? 'primary' : 'plain'} onClick={() => setAdding(true)}>
      {t('Add a server')}
    </Button>
  );
  return (
    <div className="tools">
      <FoldersSection />
      <SkillsSection />
      {servers.length === 0 ? (
        <EmptyState icon={<IconTools size={24} stroke={1.4} aria-hidden />} title={t('No servers yet')}>
          <p>
            {t(
              'Programs that speak MCP give the model tools: files, calendars, the web. Add one by its command or address, or paste the settings of Claude Desktop, Cursor or VS Code. You are asked before a tool is used.',
            )}
          </p>
          {add}
        </EmptyState>
      ) : (
        <>
          <div className="tools-head">
            <h2>{t('Servers')}</h2>
            {add}
          </div>
          <p className="settings-note tools-note">
            {t(
              'A server that a command starts runs as a program of yours, with all that you may do. Add only those that you trust. Models that cannot call tools are offered none.',
            )}
          </p>
          <ul className="tool-servers" aria-label={t('Servers')}>
            {servers.map((server) => (
              <ServerCard key={server.id} server={server} />
            ))}
          </ul>
        </>
      )}
      <CallLog />
      <AddServerDialog opened={adding} onClose={() => setAdding(false)} />
    </div>
  );
}

function CallLog() {
  const { calls, total } = useToolServersStore();
  if (calls.length === 0) return null;
  return (
    <section aria-label={t('What tools did')}>
      <div className="tools-head">
        <h2>{t('What tools did')}</h2>
      </div>
      <ul className="call-log">
        {calls.map((call) => (
          <li key={call.id}>
            <Call call={call} />
            <span className="tool-note">
              {formatDay(call.at)}, {formatClock(call.at)}
            </span>
          </li>
        ))}
      </ul>
      {calls.length < total ? (
        <button type="button" className="text-button" onClick={() => void loadMoreToolCalls()}>
          {t('Show more of {{total}}', { total })}
        </button>
      ) : null}
    </section>
  );
}
