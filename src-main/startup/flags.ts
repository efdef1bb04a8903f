/**
 * Startup: what both shells do before the app exists. Owns flags, environment, data folder, lock, and the message of a
 * failed start. Knows only shared/ and disk/.
 */
import { parseArgs } from 'node:util';
import { TuteeError } from '#shared/errors.ts';

export interface Flags {
  readonly help: boolean;
  readonly web: boolean;
  /** 0: any free port. */
  readonly port: number;
  readonly open: boolean;
  /** As given, possibly relative; null when not given. */
  readonly dataDir: string | null;
}

/** The desktop app without a window, as the connection of another program to the memory of the one that runs. */
export const mcpFlag = '--mcp';

const options = {
  help: { type: 'boolean', short: 'h' },
  web: { type: 'boolean' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  'data-dir': { type: 'string' },
} as const;

export const helpText = `Usage: npm start -- [flags]

  --web            use the browser instead of the desktop window
  --port N         port of the browser shell, 0 for a free one (default 0)
  --no-open        do not open the browser
  --data-dir DIR   keep everything in this folder
  --help           show this

Environment: TUTEE_DATA_DIR, TUTEE_MODEL (a model name, or scripted:<file.json>),
OPENAI_API_KEY, OPENAI_BASE_URL. Flags win over the environment, the environment over saved settings.`;

/** Throws `bad_setting` for an unknown flag, a missing value or a value out of range. */
export function parseFlags(args: readonly string[]): Flags {
  const values = parse(args);
  return {
    help: values.help ?? false,
    web: values.web ?? false,
    port: parsePort(values.port),
    open: !(values['no-open'] ?? false),
    dataDir: parseFolder(values['data-dir']),
  };
}

/** Only Tutee's own arguments: Electron's command line also carries Chromium's switches. */
export function ownFlags(args: readonly string[]): string[] {
  const own: string[] = [];
  args.forEach((argument, index) => {
    const [name = ''] = argument.split('=', 1);
    if (!Object.hasOwn(options, name.slice(2)) || !name.startsWith('--')) return;
    own.push(argument);
    const value = args[index + 1];
    const takesValue = (name === '--port' || name === '--data-dir') && !argument.includes('=');
    if (takesValue && value !== undefined) own.push(value);
  });
  return own;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(/\. |\n/, 1)[0] ?? '') : String(error);
    throw new TuteeError('bad_setting', `${reason}. Run with --help to see the flags.`, { cause: error });
  }
}

function parsePort(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new TuteeError('bad_setting', `--port must be a number from 0 to 65535, not "${text}".`, {
      field: 'port',
    });
  }
  return Number(text);
}

function parseFolder(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (text.trim() === '' || text.includes('\u0000')) {
    throw new TuteeError('bad_setting', '--data-dir needs the path of a folder.', { field: 'data-dir' });
  }
  return text;
}
