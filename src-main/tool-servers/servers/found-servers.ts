/** Servers that other programs on this machine have in their settings: read when the user asks for it, and added only by the user. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { TuteeError } from '#shared/errors.ts';
import type { FoundServers, ServerTransport } from '#shared/tools/tool-server.ts';
import { readServers } from './read-servers.ts';

/** Of the file of another program, in bytes: Claude Code keeps much more than servers in its own. */
const MOST_BYTES = 4_000_000;

export interface SearchedMachine {
  readonly home: string;
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** @param known those that the user has: they are left out. A file that is not there or cannot be read has none. */
export async function foundServers(
  machine: SearchedMachine,
  known: readonly ServerTransport[],
): Promise<FoundServers[]> {
  const found: FoundServers[] = [];
  for (const { program, path } of places(machine)) {
    const read = readOrNone(await textAt(path));
    const drafts = read.drafts.filter(
      ({ transport }) => !known.some((one) => isDeepStrictEqual(one, transport)),
    );
    if (drafts.length > 0) found.push({ program, path, drafts, problems: read.problems });
  }
  return found;
}

function places({ home, platform, environment }: SearchedMachine): { program: string; path: string }[] {
  const roaming = environment['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  const settings = environment['XDG_CONFIG_HOME'] ?? join(home, '.config');
  const support =
    platform === 'win32'
      ? roaming
      : platform === 'darwin'
        ? join(home, 'Library', 'Application Support')
        : settings;
  return [
    { program: 'Claude Desktop', path: join(support, 'Claude', 'claude_desktop_config.json') },
    { program: 'Claude Code', path: join(home, '.claude.json') },
    { program: 'Cursor', path: join(home, '.cursor', 'mcp.json') },
    { program: 'VS Code', path: join(support, 'Code', 'User', 'mcp.json') },
    { program: 'Windsurf', path: join(home, '.codeium', 'windsurf', 'mcp_config.json') },
    { program: 'Gemini CLI', path: join(home, '.gemini', 'settings.json') },
    { program: 'LM Studio', path: join(home, '.lmstudio', 'mcp.json') },
    {
      program: 'Zed',
      path: join(
        platform === 'win32' ? roaming : settings,
        platform === 'win32' ? 'Zed' : 'zed',
        'settings.json',
      ),
    },
  ];
}

async function textAt(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    return size > MOST_BYTES ? '' : await readFile(path, 'utf8');
  } catch {
    return '';
  }
}

/** Only its servers are looked at: whole files are settings, never a command or an address. */
function readOrNone(text: string): ReturnType<typeof readServers> {
  const none = { drafts: [], problems: [] };
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  // Zed begins its file with comments.
  if (!/^(?:\{|\/[/*])/.test(trimmed)) return none;
  try {
    return readServers(trimmed.slice(trimmed.indexOf('{')));
  } catch (thrown) {
    if (thrown instanceof TuteeError) return none;
    throw thrown;
  }
}
