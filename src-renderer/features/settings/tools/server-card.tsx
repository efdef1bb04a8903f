import { IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { ServerLogLine, ToolServer } from '../../../../shared/tools/tool-server.ts';
import {
  acceptTools,
  removeToolServer,
  restartToolServer,
  switchToolServer,
  toolServerLog,
} from '../../../state/settings/tool-servers-store.ts';
import { Button, IconButton } from '../../../ui/controls/button.tsx';
import { formatClock } from '../../../ui/format/format-time.ts';
import { CardHead } from './card-head.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { ToolRow } from './tool-row.tsx';
import { t, tCount } from '../../../language/translate.ts';

/** One server: its state, its tools, its log. */
export function ServerCard({ server }: { readonly server: ToolServer }) {
  const { id, name, enabled, tools, error } = server;
  const [open, setOpen] = useState(false);
  const [removing, setRemoving] = useState(false);
  const changed = tools.filter(({ review }) => review !== 'accepted');
  return (
    <li className="tool-server" aria-label={name}>
      <CardHead
        name={name}
        note={stateLine(server)}
        opened={open}
        onToggle={() => setOpen(!open)}
        enabled={enabled}
        onSwitch={(use) => void switchToolServer(id, use)}
      >
        <IconButton
          label={t('Restart {{name}}', { name })}
          disabled={!enabled}
          onClick={() => void restartToolServer(id)}
        >
          <IconRefresh size={16} stroke={1.6} aria-hidden />
        </IconButton>
        <IconButton label={t('Remove {{name}}', { name })} onClick={() => setRemoving(true)}>
          <IconTrash size={16} stroke={1.6} aria-hidden />
        </IconButton>
      </CardHead>
      {error === null ? null : (
        <p role="alert" className="tool-server-error">
          {error.message}
        </p>
      )}
      {changed.length === 0 ? null : (
        <div className="tool-server-changed" role="status">
          <p>
            {tCount(
              changed.length,
              '{{count}} tool is described otherwise than when you added the server. No model is told of it until you have looked.',
              '{{count}} tools are described otherwise than when you added the server. No model is told of them until you have looked.',
            )}
          </p>
          {open ? null : (
            <Button small onClick={() => setOpen(true)}>
              {t('Look')}
            </Button>
          )}
        </div>
      )}
      {open ? (
        <>
          {tools.length === 0 ? <p className="tool-note">{t('It has no tools.')}</p> : null}
          <ul className="tool-list" aria-label={t('Tools of {{name}}', { name })}>
            {tools.map((tool) => (
              <ToolRow key={tool.name} serverId={id} tool={tool} />
            ))}
          </ul>
          {changed.length > 1 ? (
            <Button small onClick={() => void acceptTools(id, null)}>
              {t('Accept all')}
            </Button>
          ) : null}
          <ServerLog id={id} />
        </>
      ) : null}
      <RemoveDialog
        name={name}
        consequence={t(
          'Its tools are not offered any more, and its keys and what you allowed are deleted. What it did stays listed.',
        )}
        opened={removing}
        onClose={() => setRemoving(false)}
        onRemove={() => void removeToolServer(id)}
      />
    </li>
  );
}

function stateLine({ state, transport, tools }: ToolServer): string {
  const where = transport.type === 'http' ? transport.url : [transport.command, ...transport.args].join(' ');
  const states = {
    off: t('Off'),
    starting: t('Starting'),
    ready: tCount(tools.length, '{{count}} tool', '{{count}} tools'),
    failed: t('Does not work'),
  };
  return `${states[state]} · ${where}`;
}

function ServerLog({ id }: { readonly id: string }) {
  const [lines, setLines] = useState<readonly ServerLogLine[] | null>(null);
  return (
    <div className="server-log">
      <Button small variant="quiet" onClick={() => void toolServerLog(id).then(setLines)}>
        {lines === null ? t('Show the log') : t('Read the log again')}
      </Button>
      {lines === null ? null : lines.length === 0 ? (
        <p className="tool-note">{t('It has written nothing.')}</p>
      ) : (
        <pre tabIndex={0} aria-label={t('Log')}>
          {lines.map(({ at, text }) => `${formatClock(at)}  ${text}`).join('\n')}
        </pre>
      )}
    </div>
  );
}
