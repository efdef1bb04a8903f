/** Calls of tools in words. */
import type { ToolCall } from '../../../../shared/tools/tool-call.ts';
import { t } from '../../../language/translate.ts';

/** What became of a call to a tool. */
const deeds: Readonly<Record<ToolCall['status'], (tool: string) => string>> = {
  waiting: (tool) => t('Waits for you: {{tool}}', { tool }),
  approved: (tool) => t('Will use {{tool}}', { tool }),
  running: (tool) => t('Uses {{tool}}', { tool }),
  done: (tool) => t('Used {{tool}}', { tool }),
  failed: (tool) => t('Could not use {{tool}}', { tool }),
  refused: (tool) => t('Was not allowed to use {{tool}}', { tool }),
  stopped: (tool) => t('Stopped before it used {{tool}}', { tool }),
};

/** “Used add of Calculator: a: 2, b: 3”. */
export function callLine(call: ToolCall): string {
  return `${deeds[call.status](callName(call))}${told(call.arguments, isOwn(call) ? mostTelling : null)}`;
}

export function callName({ tool, server }: ToolCall): string {
  if (server === '') return ownToolName(tool) ?? tool;
  return t('{{tool}} of {{server}}', { tool, server });
}

const ownTools: Readonly<Record<string, string>> = {
  list_folder: t('“List a folder”'),
  read_file: t('“Read a file”'),
  search_files: t('“Search files”'),
  write_file: t('“Write a file”'),
  edit_file: t('“Change a file”'),
  use_skill: t('“Use a skill”'),
  read_skill_file: t('“Read a file of a skill”'),
  run_skill_script: t('“Run a script of a skill”'),
};

/** The name of one of Tutee's own tools for people; undefined: it is none. */
export function ownToolName(tool: string): string | undefined {
  return Object.hasOwn(ownTools, tool) ? ownTools[tool] : undefined;
}

/** Whether a call changes a file, so that the change can be shown. */
export function changesFile({ tool, server }: ToolCall): boolean {
  return server === '' && (tool === 'write_file' || tool === 'edit_file');
}

/** The arguments by name, each as text: a person reads no JSON. Null: they are no JSON object. */
export function argumentsOf(text: string): readonly (readonly [string, string])[] | null {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.entries(value).map(([name, one]: [string, unknown]) => [
    name,
    withInvisible(typeof one === 'string' ? one : JSON.stringify(one, null, 2)),
  ]);
}

/** Characters that nobody sees are written out: a call is approved for what is in it, not for what shows. */
export function withInvisible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, (one) =>
    '\n\t\u200c\u200d'.includes(one) ? one : `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

const SHOWN = 80;

/** Of Tutee's own tools: what says which file or skill a call is about. */
const mostTelling: readonly string[] = ['query', 'path', 'name', 'script'];

function isOwn({ tool, server }: ToolCall): boolean {
  return server === '' && ownToolName(tool) !== undefined;
}

/** @param only names of the arguments that are told, without their names; null: all */
function told(text: string, only: readonly string[] | null): string {
  const all = argumentsOf(text.trim() === '' ? '{}' : text) ?? [['', text] as const];
  const line = all
    .filter(([name]) => only === null || only.includes(name))
    .map(([name, value]) => (name === '' || only !== null ? value : `${name}: ${value}`))
    .join(', ')
    .replace(/\s+/g, ' ');
  if (line === '') return '';
  return `: ${line.length > SHOWN ? `${line.slice(0, SHOWN).toWellFormed()}…` : line}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
