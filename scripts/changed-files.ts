import { execFileSync } from 'node:child_process';
import { projectRoot } from './project.ts';

const mainBranches = ['origin/HEAD', 'origin/main', 'main'];

/**
 * The commit at which this branch left the main one: what was done since is what a change touches. On the main branch itself
 * that is what is not committed. Throws when there is no Git, or no main branch.
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
