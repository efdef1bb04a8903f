/** Servers as other programs write them. */
import { describe, expect, it } from 'vitest';
import { splitCommandLine } from '#main/tool-servers/servers/command-line.ts';
import { readServers } from '#main/tool-servers/servers/read-servers.ts';

const files = {
  type: 'stdio',
  command: 'npx',
  args: ['-y', '@modelcontextprotocol/server-filesystem', '/home/me'],
};

/** Each with what it is read as. */
const readable: readonly (readonly [string, string, unknown])[] = [
  [
    'Claude Desktop and Cursor',
    JSON.stringify({ mcpServers: { files: { command: 'npx', args: files.args, env: { KEY: 'x' } } } }),
    [{ name: 'files', transport: files, secrets: { KEY: 'x' } }],
  ],
  [
    'VS Code, with comments and a comma too many',
    '{ // mine\n "servers": { "web": { "type": "http", "url": "https://example.com/mcp", "headers": { "X-Key": "k" } }, } }',
    [{ name: 'web', transport: { type: 'http', url: 'https://example.com/mcp' }, secrets: { 'X-Key': 'k' } }],
  ],
  [
    'settings.json of VS Code',
    JSON.stringify({
      'editor.tabSize': 2,
      mcp: { servers: { files: { command: 'npx', args: files.args } } },
    }),
    [{ name: 'files', transport: files, secrets: {} }],
  ],
  [
    'Zed',
    JSON.stringify({
      context_servers: { files: { command: { path: 'npx', args: files.args, env: { A: 'b' } } } },
    }),
    [{ name: 'files', transport: files, secrets: { A: 'b' } }],
  ],
  [
    'Windsurf and Gemini',
    JSON.stringify({
      mcpServers: { a: { serverUrl: 'https://a.example/mcp' }, b: { httpUrl: 'https://b.example/mcp' } },
    }),
    [
      { name: 'a', transport: { type: 'http', url: 'https://a.example/mcp' }, secrets: {} },
      { name: 'b', transport: { type: 'http', url: 'https://b.example/mcp' }, secrets: {} },
    ],
  ],
  [
    'a part without its braces',
    '"files": { "command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "/home/me"] }',
    [{ name: 'files', transport: files, secrets: {} }],
  ],
  [
    'one server alone',
    JSON.stringify({ command: 'uvx', args: ['mcp-server-fetch'] }),
    [
      {
        name: 'fetch',
        transport: { type: 'stdio', command: 'uvx', args: ['mcp-server-fetch'] },
        secrets: {},
      },
    ],
  ],
  [
    'a command line with a variable',
    'API_KEY=abc npx -y @modelcontextprotocol/server-filesystem /home/me',
    [{ name: 'filesystem', transport: files, secrets: { API_KEY: 'abc' } }],
  ],
  [
    'a command with spaces in a path',
    '"C:\\Program Files\\node.exe" "C:\\my servers\\index.js"',
    [
      {
        name: 'index',
        transport: {
          type: 'stdio',
          command: 'C:\\Program Files\\node.exe',
          args: ['C:\\my servers\\index.js'],
        },
        secrets: {},
      },
    ],
  ],
  [
    'an address',
    ' https://mcp.example.com/v1 ',
    [
      {
        name: 'mcp.example.com',
        transport: { type: 'http', url: 'https://mcp.example.com/v1' },
        secrets: {},
      },
    ],
  ],
  [
    'the command of Claude Code',
    'claude mcp add files -e KEY=x -- npx -y @modelcontextprotocol/server-filesystem /home/me',
    [{ name: 'files', transport: files, secrets: { KEY: 'x' } }],
  ],
  [
    'the command of Claude Code for an address',
    'claude mcp add --transport http web https://example.com/mcp --header "X-Key: k"',
    [{ name: 'web', transport: { type: 'http', url: 'https://example.com/mcp' }, secrets: { 'X-Key': 'k' } }],
  ],
];

describe('is read', () => {
  it.each(readable)('%s', (_what, text, drafts) => {
    expect(readServers(text)).toEqual({ drafts, problems: [] });
  });

  it('with what is to be filled in, and without what cannot be used', () => {
    const text = JSON.stringify({
      inputs: [{ id: 'key' }],
      servers: {
        a: { command: 'a', env: { KEY: '${input:key}' } },
        b: { command: 'b', args: ['${workspaceFolder}'] },
        c: { url: 'ftp://c' },
        d: { nothing: true },
        e: 'text',
        f: { command: '' },
        g: { url: 'https://me:secret@example.com/mcp' },
        h: { command: 'npx -y some-server' },
      },
    });
    const { drafts, problems } = readServers(text);
    expect(drafts.map(({ name, secrets }) => [name, secrets])).toEqual([
      ['a', { KEY: '' }],
      ['b', {}],
      ['h', {}],
    ]);
    expect(drafts[2]?.transport).toEqual({ type: 'stdio', command: 'npx', args: ['-y', 'some-server'] });
    expect(problems).toEqual([
      '“a” needs a value for KEY.',
      '“b” has a place to fill in, written as ${…}.',
      expect.stringContaining('“c” cannot be used: The address must begin with'),
      '“d” cannot be used: it has neither a command nor an address.',
      '“e” cannot be used: it is no object.',
      expect.stringContaining('“f” cannot be used'),
      expect.stringContaining('“g” cannot be used: The address has a password in it.'),
    ]);
  });
});

it('says what is wrong with anything else', () => {
  const bad = [
    '',
    '   ',
    '{',
    '[]',
    '{}',
    '{"a": 1}',
    'npx "unclosed',
    'KEY=value',
    'claude mcp add x',
    '[1,2]',
  ];
  for (const text of bad) expect(() => readServers(text)).toThrow(/\.$/);
});

it('reads hostile texts in linear time', () => {
  for (const part of ['{', '[', '"', '\\', 'a=', '{"mcpServers":{', ' -e', '${', '/'])
    try {
      readServers(part.repeat(20_000));
    } catch (thrown) {
      expect(String(thrown)).toMatch(/TuteeError/);
    }
});

it('splits a command into words as a shell does', () => {
  expect(splitCommandLine(String.raw`a "b c" 'd "e' f\ g "h\"i" C:\x \\srv`)).toEqual([
    'a',
    'b c',
    'd "e',
    'f g',
    'h"i',
    'C:\\x',
    '\\srv',
  ]);
  expect(splitCommandLine('a\\\n  b ""')).toEqual(['a', 'b', '']);
  expect(splitCommandLine('a "b')).toBeNull();
});
