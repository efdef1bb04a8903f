import { describe, expect, it } from 'vitest';
import { FloodGuard } from '#main/tool-servers/mcp/flood-guard.ts';
import { limitedFetch } from '#main/tool-servers/mcp/limited-fetch.ts';
import { modelToolName } from '#main/tool-servers/mcp/model-tool-name.ts';
import { readToolList, visible } from '#main/tool-servers/mcp/tool-definition.ts';
import { resultText } from '#main/tool-servers/mcp/tool-result.ts';
import { sends } from '../../support/openai-server.ts';
import { OpenAIServer } from '../../support/openai-server.ts';

describe('the name of a tool for a model', () => {
  it('is one that every server accepts, and never that of another tool', () => {
    const given = [
      ['Files', 'read'],
      ['My files!', 'read'],
      ['My files?', 'read'],
      ['', 'a.b/c'],
      ['', 'a.b.c'],
      ['x'.repeat(40), 'y'.repeat(100)],
      ['x'.repeat(40), `${'y'.repeat(99)}z`],
      ['日本', '読む'],
      ['日', '本読む'],
      ['a', 'b__c'],
      ['', ''],
    ] as const;
    const names = given.map(([server, tool]) => modelToolName(server, tool));
    expect(names[0]).toBe('Files__read');
    for (const name of names.slice(0, -1)) expect(name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a listing', () => {
  const tool = (changes: object) => ({ name: 'a', inputSchema: { type: 'object' }, ...changes });

  it('is believed only as far as it can be', () => {
    const { tools, refused } = readToolList([
      tool({ description: 'x'.repeat(10_000), annotations: { readOnlyHint: true } }),
      tool({ name: 'b', description: 7, annotations: 'nonsense' }),
      tool({}),
      tool({ name: '' }),
      tool({ name: 'c', inputSchema: { type: 'array' } }),
      tool({ name: 'd', inputSchema: { type: 'object', description: 'x'.repeat(60_000) } }),
      null,
    ]);
    expect(tools.map(({ name, description, hints }) => [name, description.length, hints])).toEqual([
      ['a', 4_000, { readOnly: true, destructive: false, openWorld: true }],
      ['b', 0, { readOnly: false, destructive: true, openWorld: true }],
    ]);
    expect(refused).toHaveLength(5);
  });

  it('shows a person what the model reads', () => {
    expect(visible('safe\u202E\u200B\u{E0041}\u0007 text\n\t.')).toBe('safe text\n\t.');
  });
});

describe('a result', () => {
  it('is text, whatever was sent', () => {
    const text = (content: readonly unknown[]) => resultText({ content }).content;
    expect(
      text([
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ]),
    ).toBe('a\n\nb');
    expect(text([{ type: 'image', mimeType: 'image/png', data: 'AAAA' }])).toBe(
      '[image, image/png, 3 bytes: not shown to the model]',
    );
    expect(text([{ type: 'resource', resource: { uri: 'file:///a', text: 'A' } }])).toBe('[file:///a]\nA');
    expect(text([{ type: 'resource_link', name: 'n', uri: 'u' }])).toBe('[n: u]');
    expect(text([null, 7, {}, { type: 'text' }, { type: 'unknown' }])).toBe('The tool returned nothing.');
    expect(resultText({ structuredContent: { a: 1 } }).content).toBe('{"a":1}');
    expect(resultText({ content: [], isError: true }).isError).toBe(true);
  });

  it('is cut, and read no further than needed', () => {
    const content = Array.from({ length: 100_000 }, () => ({ type: 'text', text: 'x'.repeat(1_000) }));
    expect(resultText({ content }, 5_000).content.length).toBeLessThan(5_100);
  });
});

it('floods are noticed once, by the second', () => {
  let now = 0;
  let floods = 0;
  const guard = new FloodGuard(
    10,
    () => (floods += 1),
    () => now,
  );
  for (let second = 0; second < 3; second += 1) {
    for (let count = 0; count < 10; count += 1) expect(guard.passes()).toBe(true);
    now += 1_000;
  }
  for (let count = 0; count < 20; count += 1) guard.passes();
  expect([floods, guard.passes()]).toEqual([1, false]);
});

it('bodies that are too long end with an error', async () => {
  const server = await OpenAIServer.start();
  server.always('chat', sends('x'.repeat(5_000)));
  server.always('models', sends('data: x\n\n'.repeat(1_000), 'text/event-stream'));
  server.always('embeddings', sends(`data: ${'x'.repeat(5_000)}\n\n`, 'text/event-stream'));
  const read = async (path: string) => (await limitedFetch(1_000)(`${server.baseUrl}${path}`)).text();
  await expect(read('/chat/completions')).rejects.toThrow('more than 1000 bytes');
  expect(await read('/models')).toHaveLength(9_000);
  await expect(read('/embeddings')).rejects.toThrow('more than 1000 bytes');
  await server.stop();
});
