/** The reference servers of the Model Context Protocol, which others wrote. Skipped where npm's registry cannot be reached. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { McpWorkbench } from '#main/tool-servers/mcp/mcp-workbench.ts';
import { referenceServers } from '../../support/tool-servers/reference-servers.ts';
import type { ReferenceServer } from '../../support/tool-servers/reference-servers.ts';

const commandOf = await referenceServers();

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'tutee-tools-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

function bench(
  name: ReferenceServer,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): McpWorkbench {
  if (commandOf === null) throw new Error('Unreachable: skipped.');
  const made = new McpWorkbench({ server: { ...commandOf(name, ...args), env } });
  onTestFinished(() => made.stop());
  return made;
}

// Each starts twice: once to be asked which revision it speaks.
describe.skipIf(commandOf === null)('the reference server', { timeout: 120_000 }, () => {
  it('everything: texts, numbers, pictures, structures, links and long calls', async () => {
    const server = bench('everything');
    const call = async (name: string, args: Readonly<Record<string, unknown>> = {}) =>
      (await server.callTool(name, args)).content;
    expect(await call('echo', { message: 'hi' })).toBe('Echo: hi');
    expect(await call('get-sum', { a: 1, b: 2 })).toBe('The sum of 1 and 2 is 3.');
    expect(await call('get-tiny-image')).toContain('[image, image/png, 4 kB: not shown to the model]');
    expect(await call('get-structured-content', { location: 'New York' })).toContain('temperature');
    expect(await call('get-resource-links', { count: 2 })).toContain('demo://resource');
    expect(await call('trigger-long-running-operation', { duration: 1, steps: 2 })).toContain('completed');
    expect((await server.callTool('get-sum', { a: 'x' })).isError).toBe(true);
  });

  it('filesystem: inside its folder and nowhere else', async () => {
    const inside = await folder();
    await writeFile(join(inside, 'note.txt'), 'Buy bread.');
    const server = bench('filesystem', [inside]);
    const read = (path: string) => server.callTool('read_text_file', { path });
    expect(await read(join(inside, 'note.txt'))).toEqual({ content: 'Buy bread.', isError: false });
    expect((await read('/etc/passwd')).isError).toBe(true);
    await server.callTool('write_file', { path: join(inside, 'new.txt'), content: 'Milk.' });
    expect((await read(join(inside, 'new.txt'))).content).toBe('Milk.');
  });

  it('memory: what it was given is found', async () => {
    const server = bench('memory', [], { MEMORY_FILE_PATH: join(await folder(), 'memory.jsonl') });
    const entities = [{ name: 'Ulm', entityType: 'city', observations: ['It has a minster.'] }];
    await server.callTool('create_entities', { entities });
    expect((await server.callTool('search_nodes', { query: 'Ulm' })).content).toContain('minster');
  });

  it('sequential-thinking: a thought', async () => {
    const thought = { thought: 'x', nextThoughtNeeded: false, thoughtNumber: 1, totalThoughts: 1 };
    const { content } = await bench('sequential-thinking').callTool('sequentialthinking', thought);
    expect(JSON.parse(content)).toMatchObject({ thoughtNumber: 1, nextThoughtNeeded: false });
  });
});
