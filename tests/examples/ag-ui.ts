/** An agent behind AG-UI: a server answers a front end's request with the events of a run. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { agUiServerSentEvents, AssistantAgent, FunctionTool, ScriptedChatModel } from 'tutee/engine';
import type { AgUiEvent } from 'tutee/engine';

const clock = new FunctionTool({
  name: 'clock',
  description: 'The time of day.',
  parameters: { type: 'object', properties: {} },
  run: () => '12:00',
});

function newAgent(): AssistantAgent {
  const modelClient = new ScriptedChatModel([
    { when: { afterTools: false }, toolCalls: [{ name: 'clock' }] },
    { reply: 'It is noon.' },
  ]);
  return new AssistantAgent({ name: 'guide', modelClient, tools: [clock], maxToolIterations: 2 });
}

export async function main(): Promise<string[]> {
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  async function answer(...[request, response]: Parameters<NonNullable<Parameters<typeof createServer>[1]>>) {
    let body = '';
    for await (const part of request) body += String(part);
    // The front end's RunAgentInput; of its messages, the last is the task.
    const { threadId, runId, messages } = JSON.parse(body) as {
      threadId: string;
      runId: string;
      messages: { content: string }[];
    };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const run = newAgent().runStream(messages.at(-1)?.content, { outputTaskMessages: false });
    for await (const event of agUiServerSentEvents(run, { threadId, runId })) response.write(event);
    response.end();
  }
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    const { port } = server.address() as AddressInfo;
    const input = {
      threadId: 'thread-1',
      runId: 'run-1',
      messages: [{ id: '1', role: 'user', content: 'Time?' }],
    };
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: JSON.stringify(input),
    });
    const blocks = (await response.text()).split('\n\n').slice(0, -1);
    const lines = blocks.map((block) => {
      const event = JSON.parse(block.slice('data: '.length)) as AgUiEvent;
      if (event.type === 'TOOL_CALL_START') return `${event.type} ${event.toolCallName}`;
      return event.type === 'TEXT_MESSAGE_CONTENT' ? `${event.type} ${event.delta}` : event.type;
    });
    for (const line of lines) console.log(line);
    return lines;
  } finally {
    server.close();
  }
}

if (import.meta.main) await main();
