/** What a person pastes into the configuration of another program, so that it finds Tutee's memory. */
import type { MemoryClientsState } from '../../../../shared/contract/memory/memory-clients.ts';
import { t } from '../../../language/translate.ts';

export const programKinds = [
  {
    value: 'claude',
    label: 'Claude Desktop',
    file: t('claude_desktop_config.json (Settings, Developer, Edit Config)'),
  },
  { value: 'cursor', label: 'Cursor', file: '~/.cursor/mcp.json' },
  {
    value: 'vscode',
    label: 'VS Code',
    file: t('.vscode/mcp.json, or the command “MCP: Open User Configuration”'),
  },
  { value: 'zed', label: 'Zed', file: t('settings.json (command “zed: open settings”)') },
  { value: 'other', label: t('Another program'), file: null },
] as const;
export type ProgramKind = (typeof programKinds)[number]['value'];

export interface Connection {
  /** Null: the memory is switched off, or its address could not be opened. */
  readonly url: string | null;
  readonly stdio: MemoryClientsState['stdio'];
  readonly key: string;
}

/** As it is pasted; null for a program that is not known, which needs address and key. */
export function programConfig(kind: ProgramKind, connection: Connection): string | null {
  const config = configOf(kind, connection);
  return config === null ? null : JSON.stringify(config, null, 2);
}

function configOf(kind: ProgramKind, { url, stdio, key }: Connection): object | null {
  if (url === null) return null;
  const headers = { Authorization: `Bearer ${key}` };
  const started = stdio === null ? null : { ...stdio, env: { TUTEE_MCP_URL: url, TUTEE_MCP_KEY: key } };
  switch (kind) {
    case 'claude':
      return started === null ? null : { mcpServers: { tutee: started } };
    case 'cursor':
      return { mcpServers: { tutee: { url, headers } } };
    case 'vscode':
      return { servers: { tutee: { type: 'http', url, headers } } };
    case 'zed':
      return started === null ? null : { context_servers: { tutee: { source: 'custom', ...started } } };
    case 'other':
      return null;
  }
}
