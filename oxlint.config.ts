import { defineConfig } from 'oxlint';
import { mainFolders, mayKnow } from './scripts/folder-edges.ts';

interface Ban {
  readonly regex: string;
  readonly message: string;
}

const tests: Ban = {
  regex: '^(vitest|fast-check|@playwright/.*)(/|$)',
  message: 'Product code does not know its tests.',
};
const page: Ban = {
  regex: '^#renderer/|^(\\.\\./)+src-renderer/',
  message: 'The main side does not know the page.',
};
const electron = { name: 'electron', message: 'Only src-main/shells/electron may import Electron.' };
const rawIpc = {
  name: 'electron',
  importNames: ['ipcMain', 'ipcRenderer'],
  message: 'Raw IPC only in ipc-transport.ts and preload.ts.',
};

/** A later override replaces an earlier one's bans, so each gives one full set. */
function bans(files: string[], paths: readonly (typeof electron)[], patterns: readonly Ban[]) {
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error' as const,
        { paths: [...paths], patterns: [...patterns, tests].map((ban) => ({ ...ban })) },
      ],
    },
  };
}

/** The siblings that a folder of src-main may not know. */
function siblings(folder: string): Ban[] {
  const known = (mayKnow[`src-main/${folder}`] ?? []).map((path) => path.split('/')[1]);
  const [own = ''] = folder.split('/');
  const foreign = mainFolders.filter((name) => name !== own && !known.includes(name));
  return [
    {
      regex: `^(#main/|(\\.\\./)+)(${foreign.join('|')})/`,
      message: 'A folder that needs another declares a port; compose.ts joins them.',
    },
    page,
  ];
}

/** These reach the world through their ports alone, beside node:crypto, and node:vm, where a pattern from a data set can be stopped. */
const pure: Ban = {
  regex: '^node:([abd-uw-z]|c[^r]|v[^m])|^(better-sqlite3|openai|hono.*|ws)(/|$)',
  message: 'This folder is pure: it reaches the world through its ports.',
};
const isPure = (folder: string) => folder === 'engine' || folder === 'teachability';
const otherShell = (name: string): Ban => ({
  regex: `(^|/)${name}/`,
  message: 'The two shells do not know each other.',
});

export default defineConfig({
  plugins: ['typescript', 'unicorn', 'oxc', 'import', 'promise', 'react', 'jsx-a11y', 'vitest'],
  categories: { correctness: 'error', suspicious: 'error' },
  options: { typeAware: true },
  ignorePatterns: ['dist', 'release', '.cache', 'node_modules', 'test-results', 'playwright-report'],
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/switch-exhaustiveness-check': 'error',
    'typescript/only-throw-error': 'error',
    'typescript/consistent-type-imports': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-deprecated': 'error',
    'typescript/no-unsafe-argument': 'error',
    'typescript/no-unsafe-assignment': 'error',
    'typescript/no-unsafe-call': 'error',
    'typescript/no-unsafe-member-access': 'error',
    'typescript/no-unsafe-return': 'error',
    'import/no-cycle': ['error', { ignoreTypes: false }],
    'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
    'unicorn/prefer-node-protocol': 'error',
    'react/rules-of-hooks': 'off',
    'react/hooks': 'off',
    'react/exhaustive-deps': 'off',
    'vitest/no-focused-tests': 'error',
    'vitest/expect-expect': 'off',
    'no-restricted-properties': [
      'error',
      {
        object: 'webContents',
        property: 'send',
        message: 'Pushes go through shells/electron/ipc-transport.ts.',
      },
    ],
    'react/react-in-jsx-scope': 'off',
    'import/no-unassigned-import': 'off',
    'typescript/no-unsafe-type-assertion': 'off',
    'unicorn/no-array-sort': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'jsx-a11y/prefer-tag-over-role': 'off',
    'jsx-a11y/no-noninteractive-tabindex': 'off',
    'react/incompatible-library': 'off',
    'import/no-named-as-default-member': 'off',
    'promise/always-return': 'off',
    'typescript/consistent-return': 'off',
  },
  overrides: [
    bans(
      ['shared/**'],
      [electron],
      [
        { regex: '^node:', message: 'shared/ runs in the page too: no Node.' },
        {
          regex: '^(react|react-dom|@mantine/.*|better-sqlite3|openai|hono|ws|electron)(/|$)',
          message: 'shared/ knows zod and itself only.',
        },
        {
          regex: '^#(main|renderer)/|^(\\.\\./)+src-',
          message: 'Everything depends on shared/, never the reverse.',
        },
      ],
    ),
    ...mainFolders.map((folder) =>
      bans([`src-main/${folder}/**`], [electron], [...siblings(folder), ...(isPure(folder) ? [pure] : [])]),
    ),
    bans(['src-main/shells/web/**'], [electron], [...siblings('shells'), otherShell('electron')]),
    bans(['src-main/shells/electron/**'], [rawIpc], [...siblings('shells'), otherShell('web')]),
    bans(
      ['src-main/shells/electron/ipc-transport.ts', 'src-main/shells/electron/preload.ts'],
      [],
      [...siblings('shells'), otherShell('web')],
    ),
    bans(['src-main/*.ts'], [electron], [page]),
    bans(
      ['src-renderer/**'],
      [electron],
      [
        { regex: '^node:', message: 'The page runs in a sandbox: no Node.' },
        {
          regex: '^(better-sqlite3|sqlite-vec|openai|hono.*|ws)$',
          message: 'The page reaches the main side through its client only.',
        },
        {
          regex: '^#main/|^(\\.\\./)+src-main/',
          message: 'The page knows the contract in shared/, not the main side.',
        },
      ],
    ),
    {
      files: ['src-renderer/**'],
      rules: {
        'react/rules-of-hooks': 'error',
        'react/hooks': 'error',
        'react/exhaustive-deps': 'error',
      },
    },
    {
      files: ['tests/**'],
      rules: { 'vitest/require-mock-type-parameters': 'off', 'vitest/no-conditional-expect': 'off' },
    },
  ],
});
