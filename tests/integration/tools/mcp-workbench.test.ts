/** `McpWorkbench` against servers in processes of their own, good and bad. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { McpWorkbench } from '#main/tool-servers/mcp/mcp-workbench.ts';
import type { McpWorkbenchOptions } from '#main/tool-servers/mcp/mcp-workbench.ts';
import { StaticWorkbench } from '#main/engine/tools/workbench.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import * as z from 'zod';
import { assistant, inShort } from '../../support/engine.ts';
import { testServer } from '../../support/tool-servers/start-test-server.ts';

function workbench(
  behaviour: readonly string[] = [],
  options: Partial<McpWorkbenchOptions> = {},
): McpWorkbench {
  const made = new McpWorkbench({ server: testServer(...behaviour), ...options });
  onTestFinished(() => made.stop());
  return made;
}

describe('a good server', () => {
  it('offers its tools to an agent, which calls them', async () => {
    const { agent, model } = assistant(
      'ann',
      [
        { toolCalls: [{ name: 'sum', arguments: { a: 2, b: 3 } }] },
        { when: { toolResultIncludes: '5' }, reply: 'Five.' },
      ],
      {
        workbench: [
          workbench([], { only: ['add'], overrides: { add: { name: 'sum', description: 'Sums.' } } }),
          new StaticWorkbench([
            new FunctionTool({
              name: 'sum',
              description: 'Another one.',
              parameters: z.object({}),
              run: () => 'no',
            }),
            new FunctionTool({
              name: 'own',
              description: 'Own.',
              parameters: z.object({}),
              run: () => 'yes',
            }),
          ]),
        ],
        maxToolIterations: 3,
      },
    );
    const { messages } = await agent.run('2 + 3?');
    expect(inShort(messages).at(-1)).toBe('ann: Five.');
    expect(model.requests[0]?.tools?.map(({ name, description }) => [name, description])).toEqual([
      ['sum', 'Sums.'],
      ['own', 'Own.'],
    ]);
  });

  it('gets the environment that it was given, and nothing of this process', async () => {
    process.env['TUTEE_TEST_SECRET'] = 'secret';
    onTestFinished(() => void delete process.env['TUTEE_TEST_SECRET']);
    const bench = workbench([], { server: { ...testServer(), env: { GIVEN: 'yes' } } });
    const read = async (name: string) => (await bench.callTool('environment', { name })).content;
    expect(await read('GIVEN')).toBe('yes');
    expect(await read('TUTEE_TEST_SECRET')).toBe('not set');
  });

  it('is listed again after it changed its tools', async () => {
    const bench = workbench();
    const names = async () => (await bench.tools()).map(({ name }) => name);
    expect(await names()).not.toContain('renamed');
    await bench.callTool('rename', {});
    await expect.poll(names).toContain('renamed');
  });

  it('has its errors passed on as results, and long results cut', async () => {
    const bench = workbench([], { limits: { resultLength: 100 } });
    expect(await bench.callTool('fail', {})).toEqual({ content: 'No such file.', isError: true });
    expect((await bench.callTool('throw', {})).content).toContain('Thrown by the tool.');
    expect((await bench.callTool('no-such-tool', {})).isError).toBe(true);
    expect((await bench.callTool('add', { a: 'x' })).isError).toBe(true);
    const { content } = await bench.callTool('big', { length: 5_000 });
    expect(content).toBe(`${'x'.repeat(100)}\n[The rest is left out: 4,900 more characters.]`);
  });
});

describe('a bad server', () => {
  it('that does not exist is named', async () => {
    const bench = new McpWorkbench({ server: { command: 'no-such-command-here' } });
    await expect(bench.start()).rejects.toThrow(/no command “no-such-command-here”/);
  });

  it('that ends at once is quoted', async () => {
    await expect(workbench(['dead']).start()).rejects.toThrow(/I have no licence/);
  });

  it('that says nothing is given up', async () => {
    await expect(workbench(['silent'], { limits: { connectMs: 300 } }).start()).rejects.toThrow(
      /did not get ready/,
    );
  });

  it('that sends a line without an end is stopped', async () => {
    const bench = workbench(['endless-line'], { limits: { connectMs: 20_000, messageBytes: 2_000_000 } });
    await expect(bench.start()).rejects.toThrow(/did not|ended|could not|bytes|buffer/i);
  });

  it('that greets in plain text works all the same', async () => {
    expect(await workbench(['babble']).callTool('add', { a: 1, b: 1 })).toEqual({
      content: '2',
      isError: false,
    });
  });

  it('that does not answer a call costs that call alone', async () => {
    const bench = workbench([], { limits: { callMs: 200 } });
    await bench.start();
    const { content, isError } = await bench.callTool('never', {});
    expect([isError, content]).toEqual([true, expect.stringContaining('in time')]);
    expect((await bench.callTool('add', { a: 1, b: 2 })).content).toBe('3');
  });

  it('that ends during a call is started again for the next', async () => {
    const bench = workbench();
    expect((await bench.callTool('die', {})).isError).toBe(true);
    expect((await bench.callTool('add', { a: 1, b: 2 })).content).toBe('3');
  });

  it('that floods is stopped, and can be used again', async () => {
    const bench = workbench();
    expect((await bench.callTool('flood', {})).isError).toBe(true);
    expect((await bench.callTool('add', { a: 1, b: 2 })).content).toBe('3');
  });

  it('does not outlast a cancelled call', async () => {
    const bench = workbench();
    await bench.start();
    const stop = new AbortController();
    const call = bench.callTool('never', {}, { signal: stop.signal });
    stop.abort();
    await expect(call).rejects.toThrow('Stopped');
  });
});

it('refuses what is no server before it starts anything', () => {
  const bad = [{}, { command: '' }, { url: 'ftp://x' }, { url: 'nonsense' }, null];
  for (const server of bad)
    expect(() => new McpWorkbench({ server } as unknown as McpWorkbenchOptions)).toThrow(/server/);
});
