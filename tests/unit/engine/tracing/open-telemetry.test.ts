/** Traces of runs as OpenTelemetry's own SDK records them. */
import * as api from '@opentelemetry/api';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { ListMemory } from '#main/engine/memory/list-memory.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { openTelemetry } from '#main/engine/tracing/open-telemetry.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant } from '../../../support/engine.ts';

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
api.trace.setGlobalTracerProvider(provider);
beforeEach(() => exporter.reset());
afterAll(() => api.trace.disable());

/** The spans by name, with the name of their parent. */
function tree(): Record<string, string | undefined> {
  const spans = exporter.getFinishedSpans();
  const nameOf = (id: string | undefined) => spans.find((span) => span.spanContext().spanId === id)?.name;
  return Object.fromEntries(spans.map((span) => [span.name, nameOf(span.parentSpanContext?.spanId)]));
}

function spanOf(name: string): ReadableSpan {
  const found = exporter.getFinishedSpans().find((span) => span.name === name);
  if (found === undefined) throw new Error(`There is no span ${name}.`);
  return found;
}

const usage = { promptTokens: 20, completionTokens: 3 };
const look = new FunctionTool({
  name: 'look',
  description: 'Looks.',
  parameters: z.object({ at: z.string() }),
  run: ({ at }) => {
    if (at === 'nothing') throw new Error('There is nothing.');
    return 'a cat';
  },
});

function scout(at: string) {
  const memory = new ListMemory();
  return new AssistantAgent({
    name: 'scout',
    modelClient: new ScriptedChatModel(
      [
        { toolCalls: [{ name: 'look', arguments: { at } }], usage, times: 1 },
        { reply: 'I see.', usage },
      ],
      'eyes',
    ),
    modelParameters: { temperature: 0.5, maxTokens: 40 },
    tools: [look],
    maxToolIterations: 2,
    memory: [memory],
  });
}

describe('a traced run', () => {
  it('has a span for the team, each agent, request, recall and tool call', async () => {
    const team = new RoundRobinGroupChat({ name: 'search', participants: [scout('the roof')], maxTurns: 1 });
    await team.run('Look.', { tracer: openTelemetry(api) });
    expect(tree()).toEqual({
      'invoke_workflow search': undefined,
      'invoke_agent scout': 'invoke_workflow search',
      'retrieval 0': 'invoke_agent scout',
      'chat eyes': 'invoke_agent scout',
      'execute_tool look': 'invoke_agent scout',
    });
    const traces = new Set(exporter.getFinishedSpans().map((span) => span.spanContext().traceId));
    expect(traces.size).toBe(1);
    const chat = spanOf('chat eyes');
    expect(chat.kind).toBe(api.SpanKind.CLIENT);
    expect(chat.attributes).toMatchObject({
      'gen_ai.operation.name': 'chat',
      'gen_ai.request.model': 'eyes',
      'gen_ai.request.temperature': 0.5,
      'gen_ai.request.max_tokens': 40,
      'gen_ai.response.finish_reasons': ['tool_calls'],
      'gen_ai.usage.input_tokens': 20,
      'gen_ai.usage.output_tokens': 3,
    });
    expect(spanOf('execute_tool look').attributes).toMatchObject({
      'gen_ai.tool.name': 'look',
      'gen_ai.tool.type': 'function',
    });
  });

  it('contains nothing that was said, unless that is asked for', async () => {
    await scout('the roof').run('Look for secrets.', { tracer: openTelemetry(api) });
    const plain = JSON.stringify(exporter.getFinishedSpans().map(({ attributes }) => attributes));
    expect(plain).not.toMatch(/secrets|the roof|a cat|I see/u);
    exporter.reset();
    await scout('the roof').run('Look for secrets.', {
      tracer: openTelemetry(api, { captureContent: true }),
    });
    const whole = JSON.stringify(exporter.getFinishedSpans().map(({ attributes }) => attributes));
    for (const said of ['secrets', 'the roof', 'a cat', 'I see']) expect(whole).toContain(said);
  });

  it('says what failed: a tool, a model, and the agent and team around it', async () => {
    await scout('nothing').run('Look.', { tracer: openTelemetry(api) });
    expect(spanOf('execute_tool look').attributes['error.type']).toBe('tool_error');
    expect(spanOf('invoke_agent scout').status.code).toBe(api.SpanStatusCode.UNSET);
    exporter.reset();
    const { agent } = assistant('broken', [{ error: 'server_failed' }]);
    const team = new RoundRobinGroupChat({ name: 'search', participants: [agent], maxTurns: 1 });
    await team.run('Look.', { tracer: openTelemetry(api) });
    for (const name of ['chat model-of-broken', 'invoke_agent broken', 'invoke_workflow search'])
      expect(spanOf(name).status.code).toBe(api.SpanStatusCode.ERROR);
    expect(spanOf('chat model-of-broken').attributes['error.type']).toBe('server_failed');
  });

  it('ends every span when its reader leaves', async () => {
    const { agent } = assistant('slow', [{ reply: 'A long answer', chunkCharacters: 2, delayMs: 1 }], {
      modelClientStream: true,
    });
    for await (const message of agent.runStream('Go.', { tracer: openTelemetry(api) }))
      if (message.type === 'ModelClientStreamingChunkEvent') break;
    expect(Object.keys(tree()).toSorted()).toEqual(['chat model-of-slow', 'invoke_agent slow']);
    expect(spanOf('invoke_agent slow').attributes['error.type']).toBe('cancelled');
  });

  it('is part of the trace in which it was started, and nothing without an SDK', async () => {
    const outer = api.trace.getTracer('program').startSpan('program');
    const active = api.trace.setSpan(api.ROOT_CONTEXT, outer);
    const within = { ...api, context: { active: () => active } };
    await scout('the roof').run('Look.', { tracer: openTelemetry(within) });
    outer.end();
    expect(tree()['invoke_agent scout']).toBe('program');
    api.trace.disable();
    const { outcome } = await scout('the roof').run('Look.', { tracer: openTelemetry(api) });
    expect(outcome.status).toBe('complete');
    api.trace.setGlobalTracerProvider(provider);
  });
});
