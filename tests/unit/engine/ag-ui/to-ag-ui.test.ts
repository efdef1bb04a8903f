import { EventSchema } from '@ag-ui/core/schemas';
import { describe, expect, it } from 'vitest';
import type { AgUiEvent } from '#main/engine/ag-ui/ag-ui-event.ts';
import { agUiEvents, agUiServerSentEvents } from '#main/engine/ag-ui/to-ag-ui.ts';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { streamTask } from '#main/engine/run/stream-task.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import type { ChatModel, ModelEvent } from '#shared/models/model.ts';
import { testEnvironment } from '../../../support/engine.ts';
import { everyParticipant, UnderWay } from '../../../support/teams/every-participant.ts';

const ids = { threadId: 'thread', runId: 'run' };

async function read(events: AsyncIterable<AgUiEvent>): Promise<AgUiEvent[]> {
  const all: AgUiEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** What the protocol asks of a stream, beside its schemas: one beginning and one end of the run, and of each message and call. */
function faultsOf(events: readonly AgUiEvent[]): string[] {
  const faults: string[] = [];
  const open = new Set<string>();
  const begun = new Set<string>();
  const begin = (id: string) => {
    if (begun.has(id)) faults.push(`${id} begins again`);
    begun.add(id);
    open.add(id);
  };
  const within = (id: string) => {
    if (!open.has(id)) faults.push(`${id} is not open`);
  };
  const end = (id: string) => {
    within(id);
    open.delete(id);
  };
  for (const [at, event] of events.entries()) {
    const parsed = EventSchema.safeParse(JSON.parse(JSON.stringify(event)));
    if (!parsed.success) faults.push(`${event.type}: ${parsed.error.message}`);
    if ((event.type === 'RUN_STARTED') !== (at === 0)) faults.push('the run starts elsewhere');
    const last = event.type === 'RUN_FINISHED' || event.type === 'RUN_ERROR';
    if (last !== (at === events.length - 1)) faults.push('the run ends elsewhere');
    if (event.type === 'TEXT_MESSAGE_START') begin(event.messageId);
    if (event.type === 'TEXT_MESSAGE_CONTENT') within(event.messageId);
    if (event.type === 'TEXT_MESSAGE_END') end(event.messageId);
    if (event.type === 'REASONING_START') begin(`${event.messageId} as a span`);
    if (event.type === 'REASONING_MESSAGE_START') begin(event.messageId);
    if (event.type === 'REASONING_MESSAGE_CONTENT') within(event.messageId);
    if (event.type === 'REASONING_MESSAGE_END') end(event.messageId);
    if (event.type === 'REASONING_END') end(`${event.messageId} as a span`);
    if (event.type === 'TOOL_CALL_START') begin(`call ${event.toolCallId}`);
    if (event.type === 'TOOL_CALL_ARGS') within(`call ${event.toolCallId}`);
    if (event.type === 'TOOL_CALL_END') end(`call ${event.toolCallId}`);
    if (event.type === 'TOOL_CALL_RESULT' && !begun.has(`call ${event.toolCallId}`))
      faults.push(`a result of no call, ${event.toolCallId}`);
  }
  if (open.size > 0) faults.push(`still open: ${[...open].join(', ')}`);
  return faults;
}

function inShort(events: readonly AgUiEvent[]): string[] {
  return events.map((event) => {
    if (event.type === 'TEXT_MESSAGE_START') return `${event.type} ${event.role} ${event.name}`;
    if ('delta' in event) return `${event.type} ${event.delta}`;
    if (event.type === 'TOOL_CALL_RESULT') return `${event.type} ${event.content}`;
    return event.type === 'CUSTOM' ? `${event.type} ${event.name}` : event.type;
  });
}

const weather = new FunctionTool({
  name: 'weather',
  description: 'Weather.',
  parameters: { type: 'object', properties: { city: { type: 'string' } } },
  run: () => 'sun',
});

describe('a run as AG-UI events', () => {
  it.each(Object.entries(everyParticipant))('is what the protocol asks: %s', async (_, make) => {
    const events = await read(
      agUiEvents(streamTask(make(new UnderWay()), 'Go.', { environment: testEnvironment() }), ids),
    );
    expect(events.length).toBeGreaterThan(3);
    expect(faultsOf(events)).toEqual([]);
  });

  it('streams reasoning, words and tool calls as they come, and counts usage by model', async () => {
    const usage = { promptTokens: 5, completionTokens: 2 };
    const modelClient = new ScriptedChatModel(
      [
        {
          when: { afterTools: false },
          reasoning: 'Where?',
          toolCalls: [{ name: 'weather', arguments: { city: 'Ulm' } }],
          usage,
        },
        { reply: 'It is sunny.', chunkCharacters: 6, usage },
      ],
      'cloud',
    );
    const agent = new AssistantAgent({
      name: 'guide',
      modelClient,
      modelClientStream: true,
      tools: [weather],
      maxToolIterations: 2,
    });
    const events = await read(agUiEvents(agent.runStream('Weather in Ulm?'), ids));
    expect(inShort(events)).toEqual([
      'RUN_STARTED',
      'TEXT_MESSAGE_START user user',
      'TEXT_MESSAGE_CONTENT Weather in Ulm?',
      'TEXT_MESSAGE_END',
      'REASONING_START',
      'REASONING_MESSAGE_START',
      'REASONING_MESSAGE_CONTENT Where?',
      'REASONING_MESSAGE_END',
      'REASONING_END',
      'TOOL_CALL_START',
      'TOOL_CALL_ARGS {"city":"Ulm"}',
      'TOOL_CALL_END',
      'TOOL_CALL_RESULT sun',
      'TEXT_MESSAGE_START assistant guide',
      'TEXT_MESSAGE_CONTENT It is ',
      'TEXT_MESSAGE_CONTENT sunny.',
      'TEXT_MESSAGE_END',
      'RUN_FINISHED',
    ]);
    expect(events.at(-1)).toEqual({
      type: 'RUN_FINISHED',
      ...ids,
      outcome: { type: 'success' },
      usage: [{ model: 'cloud', inputTokens: 10, outputTokens: 4, totalTokens: 14 }],
    });
  });

  it('ends a message that was given up, and tells that one was taken back', async () => {
    const turning: ChatModel = {
      name: 'turning',
      local: true,
      async *stream(): AsyncGenerator<ModelEvent> {
        yield { type: 'text-delta', text: 'Hm' };
        yield { type: 'text-was-reasoning' };
        yield { type: 'text-delta', text: 'Yes.' };
        yield await Promise.resolve({ type: 'end', stopReason: 'stop', usage: null } as const);
      },
    };
    const agent = new AssistantAgent({ name: 'a', modelClient: turning, modelClientStream: true });
    const events = await read(agUiEvents(agent.runStream('Go.'), ids));
    expect(faultsOf(events)).toEqual([]);
    const told = inShort(events);
    expect(told).toContain('CUSTOM Retracted');
    expect(told.slice(told.indexOf('CUSTOM Retracted')).join()).toContain('TEXT_MESSAGE_CONTENT Yes.');

    const broken = new ScriptedChatModel([{ reply: 'Half', error: 'unreachable' }]);
    const failing = new AssistantAgent({ name: 'a', modelClient: broken, modelClientStream: true });
    const half = await read(agUiEvents(failing.runStream('Go.'), ids));
    expect(faultsOf(half)).toEqual([]);
    expect(half.at(-1)).toMatchObject({ type: 'RUN_ERROR', code: 'unreachable' });
  });

  it('keeps the calls of servers apart that count from one in every answer', async () => {
    const call = { name: 'weather', arguments: {}, id: 'call_1' };
    const team = new RoundRobinGroupChat({
      participants: ['a', 'b'].map(
        (name) =>
          new AssistantAgent({
            name,
            tools: [weather],
            modelClient: new ScriptedChatModel([{ toolCalls: [call] }]),
          }),
      ),
      maxTurns: 4,
    });
    const events = await read(agUiEvents(team.runStream('Go.'), ids));
    expect(faultsOf(events)).toEqual([]);
    const results = events.flatMap((event) => (event.type === 'TOOL_CALL_RESULT' ? event.toolCallId : []));
    expect(results).toEqual(['call_1', 'call_1-2', 'call_1-3', 'call_1-4']);
  });

  it('ends with what it waits for, or cancelled', async () => {
    const desk = new InputRequests({ patienceMs: 0 });
    const ann = new UserProxyAgent({ name: 'ann', userInput: desk });
    const waiting = await read(agUiEvents(ann.runStream('Go.'), ids));
    expect(waiting.at(-1)).toMatchObject({
      type: 'RUN_FINISHED',
      outcome: { type: 'interrupt', interrupts: [{ reason: 'answer', message: 'What do you want to say?' }] },
    });
    expect(faultsOf(waiting)).toEqual([]);
    const stopped = ann.runStream(undefined, { signal: AbortSignal.abort() });
    expect((await read(agUiEvents(stopped, ids))).at(-1)).toMatchObject({ outcome: { type: 'cancelled' } });
  });

  it('is cancelled by leaving it', async () => {
    const underWay = new UnderWay();
    const run = streamTask(
      new AssistantAgent({ name: 'a', modelClient: new ScriptedChatModel([{ hang: true }]) }),
      'Go.',
    );
    for await (const event of agUiEvents(run, ids)) if (event.type === 'TEXT_MESSAGE_END') break;
    expect((await run.result).outcome).toEqual({ status: 'cancelled' });
    expect(underWay.count).toBe(0);
  });

  it('is one server-sent event each, whatever is said', async () => {
    const said = 'one\n\ndata: {"type":"RUN_ERROR"}\r\n\u2028two';
    const agent = new AssistantAgent({ name: 'a', modelClient: new ScriptedChatModel([said]) });
    const blocks: string[] = [];
    for await (const block of agUiServerSentEvents(agent.runStream('Go.'), ids)) blocks.push(block);
    for (const block of blocks) expect(block).toMatch(/^data: \{[^\n\r]*\}\n\n$/);
    const texts = blocks.map((block) => JSON.parse(block.slice('data: '.length)) as AgUiEvent);
    expect(texts).toContainEqual(expect.objectContaining({ type: 'TEXT_MESSAGE_CONTENT', delta: said }));
  });

  it.each([{ threadId: '', runId: 'x' }, { threadId: 'x' }])('wants ids: %j', async (given) => {
    const agent = new AssistantAgent({ name: 'a', modelClient: new ScriptedChatModel(['x']) });
    await expect(read(agUiEvents(agent.runStream('Go.'), given as never))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
