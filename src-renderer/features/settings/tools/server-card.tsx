import { Switch } from '@mantine/core';
import { IconChevronRight, IconRefresh, IconTrash } from '@tabler/icons-react';
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
import { formatCount } from '../../../ui/format/format-count.ts';
import { formatClock } from '../../../ui/format/format-time.ts';
import { RemoveServerDialog } from './remove-server-dialog.tsx';
import { ToolRow } from './tool-row.tsx';

/** One server: its state, its tools, its log. */
export function ServerCard({ server }: { readonly server: ToolServer }) {
  const { id, name, enabled, tools, error } = server;
  const [open, setOpen] = useState(false);
  const [removing, setRemoving] = useState(false);
  const changed = tools.filter(({ review }) => review !== 'accepted');
  return (
    <li className="tool-server" aria-label={name}>
      <div className="tool-server-head">
        <button
          type="button"
          className="tool-server-name"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={14} stroke={1.8} aria-hidden />
          <span>
            {name}
            <span className="tool-note">{stateLine(server)}</span>
          </span>
        </button>
        <Switch
          size="xs"
          aria-label={`Use ${name}`}
          checked={enabled}
          onChange={(event) => void switchToolServer(id, event.currentTarget.checked)}
        />
        <IconButton label={`Restart ${name}`} disabled={!enabled} onClick={() => void restartToolServer(id)}>
          <IconRefresh size={16} stroke={1.6} aria-hidden />
        </IconButton>
        <IconButton label={`Remove ${name}`} onClick={() => setRemoving(true)}>
          <IconTrash size={16} stroke={1.6} aria-hidden />
        </IconButton>
      </div>
      {error === null ? null : (
        <p role="alert" className="tool-server-error">
          {error.message}
        </p>
      )}
      {changed.length === 0 ? null : (
        <div className="tool-server-changed" role="status">
          <p>
            {formatCount(changed.length, 'tool is', 'tools are')} described otherwise than when you added the
            server. No model is told of {changed.length === 1 ? 'it' : 'them'} until you have looked.
          </p>
          {open ? null : (
            <Button small onClick={() => setOpen(true)}>
              Look
            </Button>
          )}
        </div>
      )}
      {open ? (
        <>
          {tools.length === 0 ? <p className="tool-note">It has no tools.</p> : null}
          <ul className="tool-list" aria-label={`Tools of ${name}`}>
            {tools.map((tool) => (
              <ToolRow key={tool.name} serverId={id} tool={tool} />
            ))}
          </ul>
          {changed.length > 1 ? (
            <Button small onClick={() => void acceptTools(id, null)}>
              Accept all
            </Button>
          ) : null}
          <ServerLog id={id} />
        </>
      ) : null}
      <RemoveServerDialog
        name={name}
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
    off: 'Off',
    starting: 'Starting',
    ready: formatCount(tools.length, 'tool', 'tools'),
    failed: 'Does not work',
  };
  return `${states[state]} · ${where}`;
}

function ServerLog({ id }: { readonly id: string }) {
  const [lines, setLines] = useState<readonly ServerLogLine[] | null>(null);
  return (
    <div className="server-log">
      <Button small variant="quiet" onClick={() => void toolServerLog(id).then(setLines)}>
        {lines === null ? 'Show the log' : 'Read the log again'}
      </Button>
      {lines === null ? null : lines.length === 0 ? (
        <p className="tool-note">It has written nothing.</p>
      ) : (
        <pre tabIndex={0} aria-label="Log">
          {lines.map(({ at, text }) => `${formatClock(at)}  ${text}`).join('\n')}
        </pre>
      )}
    </div>
  );
}
