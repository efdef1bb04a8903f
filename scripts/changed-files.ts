import { execFileSync } from 'node:child_process';
import { projectRoot } from './project.ts';

const mainBranches = ['origin/HEAD', 'origin/main', 'main'];

/**
 * The merge base with the main branch, so that only the changes of this branch count. On the main branch itself it is HEAD, so that
 * uncommitted changes count. Throws without Git or a main branch.
 */
export function changeBase(): string {
  for (const branch of mainBranches) {
    try {
      return git('merge-base', 'HEAD', branch).trim();
    } catch {
      // No such branch in this clone.
    }
  }
  throw new Error(`--changed needs Git, and one of the branches ${mainBranches.join(', ')}.`);
}

/** Paths from the project's folder, with '/', of files that differ from `base` or that Git does not know yet. */
export function changedFiles(base: string): string[] {
  const changed = git('diff', '--name-only', '--no-renames', base);
  const added = git('ls-files', '--others', '--exclude-standard');
  return `${changed}\n${added}`.split('\n').filter((path) => path !== '');
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, {
    cwd: projectRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
