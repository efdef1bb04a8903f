/** Reads servers as other programs write them: a command line, an address, or JSON. Text from outside; it adds nothing by itself. */
import { jsonrepair } from 'jsonrepair';
import type * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import { serverDraftSchema } from '#shared/tools/tool-server.ts';
import type { ServerDraft } from '#shared/tools/tool-server.ts';
import { splitCommandLine } from './command-line.ts';

export interface ReadServers {
  readonly drafts: ServerDraft[];
  /** Why some could not be read, and what is still to be filled in. */
  readonly problems: string[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Where programs keep servers in their settings: Claude Desktop, Cursor and many others; VS Code; Zed. */
const LISTS = ['mcpServers', 'servers', 'context_servers', 'mcp'];
/** The most servers of one text. */
const MOST = 100;

/** Throws `invalid_input` when the text is none of these. */
export function readServers(text: string): ReadServers {
  const trimmed = text.trim();
  if (trimmed === '') throw unreadable('Paste a command, an address, or the settings of another program.');
  if (/^(?:[{[]|"[^"]*"\s*:)/.test(trimmed)) return readJson(trimmed);
  if (/^https?:\/\/\S+$/i.test(trimmed)) return collected([[nameOfUrl(trimmed), { url: trimmed }]]);
  return readCommand(trimmed);
}

function readJson(text: string): ReadServers {
  let value: unknown;
  try {
    // Comments, a comma too many, or a part of the file without its braces.
    value = JSON.parse(jsonrepair(text.startsWith('"') ? `{${text}}` : text));
  } catch {
    throw unreadable('This is not JSON: look whether a part is missing.');
  }
  if (!isFields(value)) throw unreadable('This JSON has no servers in it.');
  const list = listIn(value);
  if (list !== null) return collected(Object.entries(list));
  if (isServer(value)) return collected([[textOf(value['name']) ?? nameOf(value), value]]);
  const named = Object.entries(value).filter(([, one]) => isFields(one) && isServer(one));
  if (named.length > 0) return collected(named);
  throw unreadable(
    'No servers are in this JSON. It should have “mcpServers” (Claude Desktop, Cursor), “servers” (VS Code), or a command.',
  );
}

function listIn(value: Fields): Fields | null {
  for (const key of LISTS) {
    const list = value[key];
    if (!isFields(list) || isServer(list)) continue;
    return key === 'mcp' ? listIn(list) : list;
  }
  return null;
}

function readCommand(text: string): ReadServers {
  const words = splitCommandLine(text);
  if (words === null) throw unreadable('A quotation mark in this command has no second one.');
  const [first = ''] = words;
  if (first === 'claude' && words[1] === 'mcp' && words[2] === 'add') return readClaudeAdd(words.slice(3));
  const env: Record<string, string> = {};
  while (/^[A-Za-z_]\w*=/.test(words[0] ?? '')) addPair(env, words.shift() ?? '', '=');
  const [command, ...args] = words;
  if (command === undefined) throw unreadable('This sets variables, but starts nothing.');
  const fields = { command, args, env };
  return collected([[nameOf(fields), fields]]);
}

/** Options of `claude mcp add` that have a value. */
const OPTIONS = ['--env', '-e', '--header', '-H', '--transport', '-t', '--scope', '-s'];

/** `claude mcp add [--transport http] [--env A=b] [--header "A: b"] name [--] command or address`. */
function readClaudeAdd(words: readonly string[]): ReadServers {
  const env: Record<string, string> = {};
  const headers: Record<string, string> = {};
  const plain: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const value = words[at + 1] ?? '';
    // What follows a command is its own; an address has nothing of its own.
    const isOption = plain.length < 2 || /^https?:/i.test(plain[1] ?? '');
    if (isOption && OPTIONS.includes(word)) {
      if (word === '--env' || word === '-e') addPair(env, value, '=');
      if (word === '--header' || word === '-H') addPair(headers, value, ':');
      at += 1;
    } else if (!isOption || word !== '--') plain.push(word);
  }
  const [name = '', command = '', ...args] = plain;
  if (command === '')
    throw unreadable('This command adds no server: a name and a command or an address are missing.');
  return collected([[name, /^https?:/i.test(command) ? { url: command, headers } : { command, args, env }]]);
}

function addPair(pairs: Record<string, string>, text: string, between: string): void {
  const at = text.indexOf(between);
  if (at > 0) pairs[text.slice(0, at).trim()] = text.slice(at + 1).trim();
}

function collected(entries: readonly (readonly [string, unknown])[]): ReadServers {
  const drafts: ServerDraft[] = [];
  const problems: string[] = [];
  for (const [name, value] of entries.slice(0, MOST)) {
    const read = serverDraftSchema.safeParse(isFields(value) ? draftOf(name, value) : null);
    const shown = name.slice(0, 60);
    if (!read.success) {
      problems.push(`“${shown}” cannot be used: ${reasonOf(read.error, value)}`);
      continue;
    }
    const open = Object.keys(read.data.secrets).filter((key) => read.data.secrets[key] === '');
    if (open.length > 0) problems.push(`“${shown}” needs a value for ${open.join(', ')}.`);
    if (JSON.stringify(read.data.transport).includes('${'))
      problems.push(`“${shown}” has a place to fill in, written as \${…}.`);
    drafts.push(read.data);
  }
  if (entries.length > MOST) problems.push(`Only the first ${MOST} servers were read.`);
  return { drafts, problems };
}

function draftOf(name: string, fields: Fields): unknown {
  const url = textOf(fields['url']) ?? textOf(fields['serverUrl']) ?? textOf(fields['httpUrl']);
  if (url !== null)
    return { name: shortName(name), transport: { type: 'http', url }, secrets: valuesOf(fields['headers']) };
  // Zed has the path, arguments and environment in the command.
  const nested = isFields(fields['command']) ? fields['command'] : {};
  const [command, ...ofCommand] = wordsOf(textOf(nested['path']) ?? textOf(fields['command']) ?? '');
  const given = nested['args'] ?? fields['args'] ?? [];
  const args = Array.isArray(given) ? [...ofCommand, ...given.map(String)] : given;
  const cwd = textOf(fields['cwd']);
  return {
    name: shortName(name),
    transport: {
      type: 'stdio',
      command,
      args,
      ...(cwd !== null && { cwd }),
    },
    secrets: valuesOf(nested['env'] ?? fields['env']),
  };
}

/** A command that was written with its arguments; a path may have spaces of its own. */
function wordsOf(command: string): string[] {
  const words = splitCommandLine(command) ?? [];
  return words.length > 1 && !/[/\\]/.test(words[0] ?? '') ? words : [command];
}

/** Placeholders such as `${input:key}` are values that the other program asks for: they are left empty. */
function valuesOf(values: unknown): unknown {
  if (!isFields(values)) return {};
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      const text = isPlain(value) ? String(value) : '';
      return [key, text.includes('${') ? '' : text];
    }),
  );
}

function reasonOf(error: z.ZodError, value: unknown): string {
  if (!isFields(value)) return 'it is no object.';
  if (!isServer(value)) return 'it has neither a command nor an address.';
  return error.issues[0]?.message ?? 'it is written in a way that is not known.';
}

function nameOfUrl(url: string): string {
  return URL.parse(url)?.hostname ?? 'server';
}

/** The package or program that a command runs. */
function nameOf({ command, args, url }: Fields): string {
  const address = textOf(url);
  if (address !== null) return nameOfUrl(address);
  const words = (Array.isArray(args) ? args.map(String) : []).filter((word) => !word.startsWith('-'));
  const starter = /^(npx|uvx|bunx|pnpx|node|python3?|deno|docker|uv)(\.(cmd|exe))?$/i;
  const program = (textOf(command) ?? '').split(/[/\\]/).at(-1) ?? '';
  const named = starter.test(program) ? (words.find((word) => word !== 'run') ?? program) : program;
  const last = named.split(/[/\\]/).at(-1) ?? named;
  return last
    .replace(/@[\w.^~-]*$/, '')
    .replace(/^(mcp-server-|server-|mcp-)/, '')
    .replace(/\.(m?[jt]s|py|exe|cmd)$/, '');
}

function shortName(name: string): string {
  const trimmed = name.trim().slice(0, 40).trim();
  return trimmed === '' ? 'server' : trimmed;
}

function isServer(fields: Fields): boolean {
  return ['command', 'url', 'serverUrl', 'httpUrl'].some((key) => fields[key] !== undefined);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function unreadable(message: string): TuteeError {
  return new TuteeError('invalid_input', message, { field: 'text' });
}
