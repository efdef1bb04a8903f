/**
 * Which end-to-end specs a change concerns. Main side and contract are covered by the unit and integration tests that
 * import them; of the browser's tests they ask for the specs of a first look.
 */

const firstLook = ['chat', 'memory', 'agents-runs', 'teach-and-recall'];

/** By folder of the page: how the names of its specs begin. */
export const specsByFolder: Readonly<Record<string, readonly string[]>> = {
  agents: ['agents'],
  chat: [
    'answer',
    'attachments',
    'chat',
    'drafts',
    'edited',
    'find',
    'first-view',
    'learning',
    'off-record',
    'paste',
    'private-turns',
    'providers',
    'rich-text',
    'servers',
    'steady-log',
    'take-along',
    'teach',
    'versions',
  ],
  'command-palette': ['accessibility', 'chat', 'find', 'first-view'],
  memory: ['memory', 'moving-in', 'programs', 'transfer'],
  page: ['faults-in-the-page', 'first-view', 'narrow', 'projects', 'resilience', 'session'],
  runs: ['agents'],
  settings: [
    'inside',
    'keys',
    'learning',
    'models',
    'moving-in',
    'providers',
    'servers',
    'settings',
    'transfer',
    'typed-settings',
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

/** Of `specs` (file names), those that a change of `files` (paths from the project's folder) concerns. */
export function changedSpecs(files: readonly string[], specs: readonly string[]): string[] {
  return specs.filter((spec) => files.some((file) => concerns(file, spec)));
}

function concerns(file: string, spec: string): boolean {
  if (file.startsWith('tests/e2e/')) return file.endsWith('.spec.ts') ? file === `tests/e2e/${spec}` : true;
  if (file.startsWith('shared/') || file.startsWith('src-main/')) return beginsAs(spec, firstLook);
  if (!file.startsWith('src-renderer/')) return file === 'playwright.config.ts';
  const folder = /^src-renderer\/(?:features|state)\/([^/]+)\//.exec(file)?.[1] ?? '';
  const names = specsByFolder[folder];
  // What every part of the page is made of.
  return names === undefined || beginsAs(spec, names);
}

/** "chat" is how chat.spec.ts and chat-usage.spec.ts begin, not chatter.spec.ts. */
function beginsAs(spec: string, names: readonly string[]): boolean {
  return names.some((name) => spec.startsWith(`${name}.`) || spec.startsWith(`${name}-`));
}
