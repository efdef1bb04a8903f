/**
 * Selects the end-to-end specs that a change affects. The main side and the contract are covered by the unit and integration tests that
 * import them; of the end-to-end tests only the basic specs are run for them.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.ts';

const firstLook = ['chat', 'memory', 'agents-runs', 'teach-and-recall'];

/** By folder of the page: the prefixes of its specs' names. */
export const specsByFolder: Readonly<Record<string, readonly string[]>> = {
  agents: ['agents', 'assistants'],
  chat: [
    'answer',
    'assistants',
    'attachments',
    'chat',
    'drafts',
    'edited',
    'export-chats',
    'feedback',
    'find',
    'first-view',
    'folders',
    'knowledge',
    'resumed-learning',
    'off-record',
    'paste',
    'prompts',
    'private-turns',
    'providers',
    'rich-text',
    'servers',
    'steady-log',
    'teach',
    'tools',
    'versions',
  ],
  'command-palette': ['accessibility', 'chat', 'find', 'first-view'],
  'first-run': ['first-steps', 'first-view'],
  knowledge: ['knowledge'],
  memory: ['memory', 'moving-in', 'programs', 'transfer'],
  page: ['faults-in-the-page', 'first-view', 'narrow', 'projects', 'resilience', 'session'],
  projects: ['knowledge', 'projects'],
  runs: ['agents'],
  settings: [
    'folders',
    'general',
    'inside',
    'keys',
    'languages',
    'resumed-learning',
    'models',
    'prompts',
    'import-chats',
    'providers',
    'servers',
    'settings',
    'skills',
    'tools',
    'transfer',
    'typed-settings',
    'ways-to-servers',
  ],
  shell: [
    'accessibility',
    'faults-in-the-page',
    'first-view',
    'keys',
    'narrow',
    'projects',
    'resilience',
    'session',
  ],
};

/** All end-to-end specs, as paths below tests/e2e with '/'. */
export function allSpecs(): string[] {
  return readdirSync(join(projectRoot, 'tests', 'e2e'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.spec.ts'))
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted();
}

/** The specs (paths as in `allSpecs`) that a change of `files` (paths relative to the project root) affects. */
export function changedSpecs(files: readonly string[], specs: readonly string[]): string[] {
  return specs.filter((spec) => files.some((file) => concerns(file, spec)));
}

function concerns(file: string, spec: string): boolean {
  if (file.startsWith('tests/e2e/')) return file.endsWith('.spec.ts') ? file === `tests/e2e/${spec}` : true;
  if (file.startsWith('shared/') || file.startsWith('src-main/')) return beginsAs(spec, firstLook);
  if (!file.startsWith('src-renderer/')) return file === 'playwright.config.ts';
  const folder = /^src-renderer\/(?:features|state)\/([^/]+)\//.exec(file)?.[1] ?? '';
  const names = specsByFolder[folder];
  // Shared by every part of the page.
  return names === undefined || beginsAs(spec, names);
}

/** "chat" matches chat.spec.ts and chat-usage.spec.ts, but not chatter.spec.ts. */
function beginsAs(spec: string, names: readonly string[]): boolean {
  const file = spec.slice(spec.lastIndexOf('/') + 1);
  return names.some((name) => file.startsWith(`${name}.`) || file.startsWith(`${name}-`));
}
