/**
 * An MCP server by standard input and output for tests, started as a process of its own. The first argument chooses how it behaves:
 * `good`, or one of the ways in which servers misbehave.
 */
import { inputRequired, McpServer } from '@modelcontextprotocol/server';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { setTimeout as later } from 'node:timers/promises';
import * as z from 'zod';

const [behaviour = 'good', given = ''] = process.argv.slice(2);

function goodServer(): McpServer {
  const server = new McpServer({ name: 'test', version: '1' });
  server.registerTool(
    'add',
    {
      description: 'Adds two numbers.',
      inputSchema: z.object({ a: z.number(), b: z.number() }),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ a, b }) => ({ content: [{ type: 'text', text: String(a + b) }] }),
  );
  server.registerTool(
    'write_note',
    { description: given === '' ? 'Writes a note.' : given, inputSchema: z.object({ text: z.string() }) },
    ({ text }) => ({ content: [{ type: 'text', text: `Written: ${text}` }] }),
  );
  server.registerTool('ask', {}, (context) => {
    const answer = context.mcpReq.inputResponses?.['colour'];
    if (answer !== undefined)
      return { content: [{ type: 'text', text: `Answered: ${JSON.stringify(answer)}` }] };
    const requestedSchema = {
      type: 'object' as const,
      properties: {
        colour: { type: 'string' as const, title: 'Colour', enum: ['red', 'green'] },
        count: { type: 'integer' as const, title: 'How many', description: 'At least one.', default: 1 },
        gift: { type: 'boolean' as const, title: 'As a gift' },
      },
      required: ['colour'],
    };
    const question = inputRequired.elicit({ message: 'Which one do you want?', requestedSchema });
    return inputRequired({ inputRequests: { colour: question } });
  });
  server.registerTool('environment', { inputSchema: z.object({ name: z.string() }) }, ({ name }) => ({
    content: [{ type: 'text', text: process.env[name] ?? 'not set' }],
  }));
  server.registerTool('big', { inputSchema: z.object({ length: z.number() }) }, ({ length }) => ({
    content: [{ type: 'text', text: 'x'.repeat(length) }],
  }));
  server.registerTool('fail', {}, () => ({
    content: [{ type: 'text', text: 'No such file.' }],
    isError: true,
  }));
  server.registerTool('throw', {}, () => {
    throw new Error('Thrown by the tool.');
  });
  server.registerTool('never', {}, async () => {
    await later(1_000_000);
    return { content: [] };
  });
  server.registerTool('die', {}, () => process.exit(3));
  server.registerTool('flood', {}, async () => {
    for (;;) {
      for (let count = 0; count < 200; count += 1)
        process.stdout.write(
          '{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"x"}}\n',
        );
      await later(1);
    }
  });
  server.registerTool('rename', {}, () => {
    server.registerTool('renamed', { description: 'New.' }, () => ({
      content: [{ type: 'text', text: 'New.' }],
    }));
    return { content: [{ type: 'text', text: 'Done.' }] };
  });
  server.registerTool(
    'echo',
    { description: 'Returns its text.', inputSchema: z.object({ text: z.string() }) },
    ({ text }) => ({
      content: [{ type: 'text', text }],
    }),
  );
  return server;
}

switch (behaviour) {
  case 'silent':
    await later(1_000_000);
    break;
  case 'dead':
    console.error('I have no licence.');
    process.exit(2);
    break;
  case 'babble':
    console.log('Welcome to my server! It is not JSON.');
    serveStdio(() => goodServer());
    break;
  case 'endless-line':
    for (;;) {
      process.stdout.write('x'.repeat(1_000_000));
      await later(1);
    }
  default:
    serveStdio(() => goodServer());
}
