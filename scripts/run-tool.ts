import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import * as z from 'zod';
import { projectRoot } from './project.ts';

export interface ToolRun {
  readonly environment?: Readonly<Record<string, string>>;
  /** Receives the tool's output; without it the output goes to this process's. */
  readonly onOutput?: (text: string) => void;
}

/** Prepended to PATH, so that tools find the pinned Node even if the system has an older one. */
const binFolders = [dirname(process.execPath), join(projectRoot, 'node_modules', '.bin')];

const descriptionSchema = z.object({ bin: z.record(z.string(), z.string()) });

/**
 * Runs a command line tool of an installed package with this Node and resolves to its exit code. It reads `bin` of the package.json,
 * because the links in node_modules/.bin differ between systems.
 */
export function runTool(packageName: string, args: readonly string[], run: ToolRun = {}): Promise<number> {
  const folder = join(projectRoot, 'node_modules', packageName);
  const { bin } = descriptionSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const name = toolNames[packageName] ?? packageName;
  return runCommand(process.execPath, [join(folder, bin[name] ?? ''), ...args], run);
}

const toolNames: Readonly<Record<string, string>> = { typescript: 'tsc', '@playwright/test': 'playwright' };

/** Resolves to the exit code; 1 when the command cannot be run. */
export function runCommand(command: string, args: readonly string[], run: ToolRun = {}): Promise<number> {
  const path = [...binFolders, process.env['PATH'] ?? ''].join(delimiter);
  const child = spawn(command, args, {
    cwd: projectRoot,
    stdio: run.onOutput === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: path, ...run.environment },
  });
  for (const output of [child.stdout, child.stderr])
    output?.setEncoding('utf8').on('data', (text: string) => run.onOutput?.(text));
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    // The `close` event, because at `exit` output may still be buffered.
    child.on('close', (code) => resolve(code ?? 1));
  });
}
