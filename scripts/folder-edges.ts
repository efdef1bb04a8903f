/**
 * The allowed imports between folders. Enforced by the linter (oxlint.config.ts) in the editor and by tests/architecture.test.ts, which
 * resolves every import. What is not listed is forbidden. A folder may always import from itself, and the files directly in src-main
 * from everywhere.
 */
export const mayKnow: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  'src-main/wasm': [],
  'src-main/scheduling': [],
  'src-main/disk': ['shared'],
  'src-main/engine': ['shared'],
  'src-main/teachability': ['shared'],
  'src-main/store': ['shared', 'src-main/scheduling', 'src-main/disk'],
  'src-main/models': ['shared', 'src-main/wasm', 'src-main/scheduling', 'src-main/disk'],
  'src-main/embedding': ['shared', 'src-main/scheduling'],
  'src-main/attachments': ['shared', 'src-main/disk'],
  // It reads files as attachments are read.
  'src-main/knowledge': ['shared', 'src-main/attachments', 'src-main/disk'],
  // It reads texts as attachments are read; of the engine it knows what a tool is.
  'src-main/files': ['shared', 'src-main/attachments', 'src-main/disk', 'src-main/engine'],
  // It checks names and opens files as the tools for files do.
  'src-main/skills': ['shared', 'src-main/disk', 'src-main/files'],
  'src-main/transfer': ['shared', 'src-main/disk'],
  'src-main/settings': ['shared', 'src-main/shells'],
  'src-main/chat': ['shared'],
  'src-main/studio': ['shared', 'src-main/engine', 'src-main/chat'],
  'src-main/run-logs': ['shared', 'src-main/engine'],
  'src-main/code': ['shared', 'src-main/engine', 'src-main/wasm'],
  'src-main/memory-server': ['shared'],
  // Tools for the engine's agents; of the engine it knows what a tool is.
  'src-main/tool-servers': ['shared', 'src-main/engine'],
  // It wires the others, as compose.ts does.
  'src-main/composition': [
    'shared',
    'src-main/attachments',
    'src-main/chat',
    'src-main/code',
    'src-main/embedding',
    'src-main/engine',
    'src-main/files',
    'src-main/knowledge',
    'src-main/memory-server',
    'src-main/models',
    'src-main/publishing',
    'src-main/scheduling',
    'src-main/settings',
    'src-main/shells',
    'src-main/skills',
    'src-main/store',
    'src-main/studio',
    'src-main/teachability',
    'src-main/tool-servers',
    'src-main/transfer',
  ],
  'src-main/publishing': ['shared', 'src-main/chat', 'src-main/teachability'],
  'src-main/ipc': [
    'shared',
    'src-main/attachments',
    'src-main/disk',
    'src-main/studio',
    'src-main/chat',
    'src-main/files',
    'src-main/knowledge',
    'src-main/memory-server',
    'src-main/models',
    'src-main/settings',
    'src-main/skills',
    'src-main/teachability',
    'src-main/tool-servers',
    'src-main/transfer',
  ],
  'src-main/startup': ['shared', 'src-main/disk'],
  'src-main/shells': ['shared', 'src-main/startup'],
  'src-main/shells/web': ['shared', 'src-main/startup', 'src-main/shells'],
  'src-main/shells/electron': ['shared', 'src-main/startup', 'src-main/shells'],
  'src-renderer': ['shared'],
};

/**
 * The subfolders of large folders, and the other subfolders that each may import from. Files directly in the folder may import from
 * every subfolder; a subfolder may import from them if it lists '.'.
 */
export const subfolders: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'src-main/store': {
    migrations: [],
    database: ['migrations'],
    vectors: ['database'],
    memories: ['database', 'vectors'],
    search: ['memories', 'vectors'],
    'memory-page': ['database', 'memories', 'search', 'vectors'],
    attached: ['database'],
    clients: ['database'],
    tools: ['database'],
    conversations: ['attached', 'database'],
    knowledge: ['database', 'file', 'memories', 'search', 'vectors'],
    runs: ['database'],
    file: ['database', 'migrations', 'vectors'],
    backups: ['attached', 'database', 'file', 'migrations'],
    transfer: ['attached', 'conversations', 'database', 'memories', 'vectors'],
    forgetting: ['conversations', 'database', 'file', 'knowledge', 'memories', 'vectors'],
  },
  'src-main/models': {
    server: [],
    'chat-models': ['facts', 'server', 'text-calls'],
    'text-calls': ['server'],
    native: ['chat-models', 'server'],
    facts: ['server'],
    directory: ['chat-models', 'facts', 'native', 'server'],
    embedders: ['server'],
    scripted: ['server'],
    inside: ['chat-models', 'server'],
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

/**
 * The entry modules of large folders: the only modules of theirs that files outside may import (tests and scripts may import any). What is
 * behind them can be moved and renamed without a look at the rest. A module may be missing here because nobody needed it so far: whether
 * to add it, or to offer what is needed through one that is listed, is a decision for review.
 */
export const entryModules: Readonly<Record<string, readonly string[]>> = {
  'src-main/store': [
    'store',
    'attached/packed-files',
    'backups/backup-file',
    'backups/replace-database',
    'backups/set-aside',
    'database/clock-sightings',
    'database/sqlite-errors',
    'database/uuid7',
    'database/wal-checkpointer',
    'file/check-database',
    'file/is-repairable',
    'file/open-database',
    'file/unfinished-files',
    'forgetting/forget-for-good',
    'knowledge/index-reader',
    'knowledge/index-writer',
    'memory-repository',
  ],
  'src-main/models': [
    'chat-models/openai-chat-model',
    'directory/model-directory',
    'embedders/bundled-embedders',
    'embedders/endpoint-embedder',
    'embedders/transformer-thread',
    'inside/inside-models',
    'inside/ports',
    'inside/serve-model',
    'inside/start-node-process',
    'scripted/model-recording',
    'scripted/recording-chat-model',
    'scripted/replay-chat-model',
    'scripted/script',
    'scripted/scripted-chat-model',
    'server/proxied-fetch',
  ],
  'src-main/studio': [
    'chat-answer',
    'chat-summary',
    'chat-title',
    'runs',
    'runs/run-factory',
    'teams/team-builder',
    'teams/team-library',
  ],
  'src-main/teachability/capture': [
    'capture',
    'decide/edited-messages',
    'decide/plan',
    'extract/cues',
    'extract/kind-of',
    'extract/model/model-check',
    'extract/subject',
    'extract/topics',
    'lazy',
    'taught-in',
    'understand/acts/act-classifier',
    'understand/acts/act-features',
    'understand/acts/linear-head',
    'understand/leads/lead-classifier',
    'extract/dates/past-day',
    'understand/off-record',
    'warm-rules',
  ],
  'src-main/teachability/recall': [
    'cached-by-text',
    'constants',
    'gate/person-words',
    'near-duplicates',
    'nearest-memories',
    'recall',
    'request/about-me',
    'request/request-language',
    'stem',
    'stop-words',
    'terms',
    'meaning-score',
  ],
};

/** The most files in a folder, so that its listing still works as a table of contents. */
export const mostFiles = 24;
/** Numbered migrations are never removed, and the contract has one file for each domain of commands. */
export const mayGrow: ReadonlySet<string> = new Set(['shared/contract', 'src-main/store/migrations']);

/** The folders directly in src-main. */
export const mainFolders = Object.keys(mayKnow).flatMap((folder) => {
  const [top, name, deeper] = folder.split('/');
  return top === 'src-main' && name !== undefined && deeper === undefined ? [name] : [];
});
