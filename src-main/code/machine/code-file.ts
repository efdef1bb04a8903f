import { createHash } from 'node:crypto';
import type { CodeBlock } from '../../engine/ports.ts';

/** A language that a command on the machine runs. */
interface Runner {
  readonly extension: string;
  readonly command: string;
}

const runners: Readonly<Record<string, Runner>> = {
  python: { extension: 'py', command: 'python3' },
  sh: { extension: 'sh', command: 'sh' },
  bash: { extension: 'sh', command: 'bash' },
  javascript: { extension: 'js', command: 'node' },
  pwsh: { extension: 'ps1', command: 'pwsh' },
};
const aliases: Readonly<Record<string, string>> = {
  py: 'python',
  python3: 'python',
  shell: 'sh',
  js: 'javascript',
  node: 'javascript',
  ps1: 'pwsh',
  powershell: 'pwsh',
};

export const machineLanguages: readonly string[] = [...Object.keys(runners), ...Object.keys(aliases)];

/** A block as a file to run. */
export interface CodeFile extends Runner {
  readonly name: string;
  readonly code: string;
}

/**
 * Null for a language that cannot be run. The name is one that the code gives in its first line (`# filename: plot.py`), as AutoGen's executors
 * read it, if it is a plain name; otherwise it is made of a digest.
 */
export function codeFileOf({ language, code }: CodeBlock): CodeFile | null {
  const runner = runners[aliases[language] ?? language];
  if (runner === undefined) return null;
  const given = /^\s*(?:#|\/\/|<!--|\/\*)\s*filename:\s*([\w.-]{1,100})/u.exec(code)?.[1];
  const digest = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const isPlain = given !== undefined && !given.startsWith('.');
  return { ...runner, code, name: isPlain ? given : `tmp_code_${digest}.${runner.extension}` };
}
