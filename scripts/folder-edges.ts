/**
 * Which folder may know which. The one table behind both guards: the linter (oxlint.config.ts), which answers while one
 * types, and tests/architecture.test.ts, which resolves every import. What is not listed is forbidden; a folder always knows
 * itself, and the entries directly in src-main know everything.
 */
export const mayKnow: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  'src-main/wasm': [],
  'src-main/rounds': [],
  'src-main/disk': ['shared'],
  'src-main/engine': ['shared'],
  'src-main/teachability': ['shared'],
  'src-main/store': ['shared', 'src-main/wasm', 'src-main/rounds', 'src-main/disk'],
  'src-main/models': ['shared', 'src-main/wasm', 'src-main/rounds'],
  'src-main/embedding': ['shared', 'src-main/rounds'],
  'src-main/transfer': ['shared', 'src-main/disk'],
  'src-main/settings': ['shared', 'src-main/shells'],
  'src-main/chat': ['shared'],
  'src-main/studio': ['shared', 'src-main/engine', 'src-main/chat'],
  'src-main/ipc': [
    'shared',
    'src-main/studio',
    'src-main/chat',
    'src-main/models',
    'src-main/settings',
    'src-main/teachability',
    'src-main/transfer',
  ],
  'src-main/startup': ['shared', 'src-main/disk'],
  'src-main/shells': ['shared', 'src-main/startup'],
  'src-main/shells/web': ['shared', 'src-main/startup', 'src-main/shells'],
  'src-main/shells/electron': ['shared', 'src-main/startup', 'src-main/shells'],
  'src-renderer': ['shared'],
};

/**
 * The rooms of a large folder, and which of its other rooms each may know. Files directly in the folder are its doors and know
 * every room; a room may know them where it declares so with '.'.
 */
export const rooms: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'src-main/store': {
    migrations: [],
    database: ['migrations'],
    vectors: ['database'],
    memories: ['database', 'vectors'],
    search: ['memories', 'vectors'],
    'memory-page': ['database', 'memories', 'search', 'vectors'],
    conversations: ['database'],
    runs: ['database'],
    file: ['database', 'migrations', 'vectors'],
    backups: ['database', 'file', 'migrations'],
    transfer: ['database', 'memories', 'vectors'],
    forgetting: ['conversations', 'database', 'file', 'memories', 'vectors'],
  },
  'src-main/models': {
    server: [],
    'chat-models': ['server'],
    directory: ['chat-models', 'server'],
    embedders: ['server'],
    scripted: ['server'],
  },
  'src-main/studio': {
    gallery: [],
    tools: [],
    memory: [],
    people: [],
    teams: ['.', 'gallery', 'memory', 'tools'],
    recording: ['.', 'memory', 'people', 'teams'],
    runs: ['.', 'memory', 'people', 'recording', 'teams'],
  },
  'src-renderer/state': {
    page: [],
    memory: ['page'],
    chat: ['page'],
    runs: ['chat', 'page'],
    settings: ['page'],
  },
};

/** A folder with more files than this shows its subject no longer; migrations only ever grow. */
export const mostFiles = 24;
// The stages of capture are laid out anew with everyday words.
export const mayGrow: ReadonlySet<string> = new Set([
  'src-main/store/migrations',
  'src-main/teachability/capture',
]);

/** The folders directly in src-main. */
export const mainFolders = Object.keys(mayKnow).flatMap((folder) => {
  const [top, name, deeper] = folder.split('/');
  return top === 'src-main' && name !== undefined && deeper === undefined ? [name] : [];
});
