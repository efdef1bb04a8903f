/** Servers in the settings of other programs, as these write them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { foundServers } from '#main/tool-servers/servers/found-servers.ts';

function home(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'tutee-home-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const notes = { mcpServers: { notes: { command: 'npx', args: ['-y', 'notes'], env: { KEY: 'k' } } } };

it.each([
  ['linux', '.config/Claude/claude_desktop_config.json', 'Claude Desktop', JSON.stringify(notes)],
  [
    'darwin',
    'Library/Application Support/Claude/claude_desktop_config.json',
    'Claude Desktop',
    JSON.stringify(notes),
  ],
  [
    'win32',
    'AppData/Roaming/Claude/claude_desktop_config.json',
    'Claude Desktop',
    `\uFEFF${JSON.stringify(notes)}`,
  ],
  ['linux', '.claude.json', 'Claude Code', JSON.stringify({ numStartups: 3, projects: {}, ...notes })],
  [
    'linux',
    '.cursor/mcp.json',
    'Cursor',
    '{ "mcpServers": { "notes": { "command": "npx", "args": ["-y", "notes"], "env": { "KEY": "k" }, }, } }',
  ],
  [
    'linux',
    '.config/Code/User/mcp.json',
    'VS Code',
    JSON.stringify({ servers: notes.mcpServers, inputs: [] }),
  ],
  [
    'linux',
    '.config/zed/settings.json',
    'Zed',
    `// Zed settings\n// more\n${JSON.stringify({ theme: 'x', context_servers: notes.mcpServers })}`,
  ],
  ['linux', '.gemini/settings.json', 'Gemini CLI', JSON.stringify({ selectedAuthType: 'x', ...notes })],
] as const)('are found on %s in %s', async (platform, path, program, text) => {
  const root = home({ [path]: text });
  const found = await foundServers({ home: root, platform, environment: {} }, []);
  expect(found).toEqual([
    {
      program,
      path: join(root, path),
      problems: [],
      drafts: [
        {
          name: 'notes',
          transport: { type: 'stdio', command: 'npx', args: ['-y', 'notes'] },
          secrets: { KEY: 'k' },
        },
      ],
    },
  ]);
});

it('are not those that are added already, and other files have none', async () => {
  const root = home({
    '.cursor/mcp.json': JSON.stringify(notes),
    '.claude.json': 'rm -rf /',
    '.gemini/settings.json': '{"mcpServers": {}}',
    '.lmstudio/mcp.json': '{"broken',
    '.codeium/windsurf/mcp_config.json': `{"mcpServers": ${'['.repeat(5_000)}`,
    '.config/Code/User/mcp.json/in-a-folder': '{}',
    '.config/zed/settings.json': ' '.repeat(4_000_001),
  });
  const machine = { home: root, platform: 'linux', environment: {} } as const;
  expect(await foundServers(machine, [{ type: 'stdio', command: 'npx', args: ['-y', 'notes'] }])).toEqual([]);
  expect((await foundServers(machine, [])).map(({ program }) => program)).toEqual(['Cursor']);
});

it('are looked for where the system keeps settings', async () => {
  const root = home({ 'xdg/Claude/claude_desktop_config.json': JSON.stringify(notes) });
  const environment = { XDG_CONFIG_HOME: join(root, 'xdg') };
  expect(await foundServers({ home: root, platform: 'linux', environment }, [])).toHaveLength(1);
});
