import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import { describeActivity, currentWait } from '#renderer/features/runs/chat/run-activity.ts';
import { replaySteps } from '#renderer/features/runs/replay/replay-steps.ts';
import { answeredInField } from '#renderer/features/runs/requests/run-request.ts';
import {
  formatDollars,
  summarizeEvent,
  formatCost,
  formatUsage,
} from '#renderer/features/runs/run-labels.ts';
import { stepsBefore } from '#renderer/features/runs/chat/tool-steps.ts';
import type { RunDetails } from '#renderer/state/runs/run-reducer.ts';
import { upsertRun, speakersOf, withRunMessage } from '#renderer/state/runs/run-reducer.ts';
import { isChatMessage as isChatMessageOnPage, speakerName } from '#renderer/state/chat/chat-message.ts';
import { aRun, aRunMessage, usageSum } from '../../../support/renderer-runs.ts';

const call = { id: 'c', name: 'search', arguments: '{"q":1}' };
const request = aRunMessage({ type: 'ToolCallRequestEvent', id: 'r', source: 'desk', content: [call] });
const result = aRunMessage({
  type: 'ToolCallExecutionEvent',
  id: 'x',
  source: 'desk',
  content: [{ callId: 'c', name: 'search', content: 'Found.', isError: false }],
});
const answer = aRunMessage({ type: 'TextMessage', id: 'a', source: 'desk', content: 'Here.' });
const asked = aRunMessage({
  type: 'UserInputRequestedEvent',
  id: 'u1',
  source: 'ann',
  requestId: 'q1',
  purpose: 'answer',
  prompt: 'Well?',
  toolCall: null,
  choices: [],
});

function details(values: Partial<RunDetails> = {}): RunDetails {
  return { run: aRun(), messages: [], writing: [], usageByAgent: [], component: null, ...values };
}

function event(message: AgentMessage, at: number | null = null) {
  return { runId: 'run1', conversationId: 'c1', message, at };
}

function piece(content: string, at: number) {
  const message = aRunMessage({
    type: 'ModelClientStreamingChunkEvent',
    id: `p${at}`,
    source: 'desk',
    fullMessageId: 'a',
    channel: 'answer',
    content,
  });
  return event(message, at);
}

describe('the events of a run', () => {
  test('chunks cut anywhere and repeated build the whole message, which then replaces them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 6 }),
        (parts, again) => {
          let at = 0;
          const pieces = parts.map((part) => {
            const made = piece(part, at);
            at += part.length;
            return made;
          });
          const all = [...pieces, ...again.map((number) => pieces[number % pieces.length] ?? piece('', 0))];
          const grown = all.reduce<RunDetails>((run, one) => withRunMessage(run, one) ?? run, details());
          expect(grown.writing.map(({ text }) => text)).toEqual([parts.join('')]);
          const said = withRunMessage(grown, event(answer));
          expect(said?.writing).toEqual([]);
          expect(said?.messages).toEqual([answer]);
          // A late chunk changes nothing.
          expect(said === null ? null : withRunMessage(said, piece('x', 0))).toBe(said);
        },
      ),
    );
  });

  test('a missed chunk is noticed', () => {
    expect(withRunMessage(details(), piece('late', 4))).toBeNull();
  });

  test('a repeated message is added once', () => {
    const once = withRunMessage(details(), event(answer));
    expect(once === null ? null : withRunMessage(once, event(answer))).toBe(once);
  });

  test('the current speakers are known', () => {
    expect(speakersOf(details({ messages: [answer] }))).toEqual([]);
    expect(speakersOf(details({ messages: [request] }))).toEqual(['desk']);
    const writing = [{ messageId: 'a', source: 'critic', channel: 'answer' as const, text: 'H' }];
    expect(speakersOf(details({ messages: [request], writing }))).toEqual(['critic']);
    expect(speakersOf(details({ run: aRun({ status: 'paused' }), messages: [request] }))).toEqual([]);
  });

  test('runs are ordered newest first, and an older state never replaces a newer one', () => {
    const one = aRun({ id: '1', startedAt: 1, updatedAt: 5 });
    const two = aRun({ id: '2', startedAt: 2, updatedAt: 2 });
    expect(upsertRun([one], two).map(({ id }) => id)).toEqual(['2', '1']);
    expect(upsertRun([two, one], { ...one, updatedAt: 4, status: 'paused' })).toEqual([two, one]);
    expect(upsertRun([one], { ...one, updatedAt: 6, status: 'paused' })[0]?.status).toBe('paused');
  });
});

describe('what a run is doing now', () => {
  const running = aRun({ status: 'running' });
  const wait = aRunMessage({
    type: 'ModelClientWaitEvent',
    id: 'w',
    source: 'desk',
    createdAt: 1_000,
    reason: 'limit',
    model: 'small',
    ms: 12_400,
    content: '5 a minute',
  });
  const instead = aRunMessage({
    type: 'ModelClientFallbackEvent',
    id: 'f',
    source: 'desk',
    model: 'large',
    next: 'small',
    content: 'Overloaded.',
  });
  const now = (messages: AgentMessage[], more: Partial<RunDetails> = {}, waited = false) =>
    describeActivity(running, details({ messages, ...more }), waited);

  test('is waiting for a rate limit until that is over, then working', () => {
    expect(now([wait])).toBe('desk waits 12 s for its limit of 5 a minute');
    expect(now([wait], {}, true)).toBe('desk is working…');
    expect(currentWait(details({ run: running, messages: [wait] }))?.until).toBe(13_400);
    expect(now([wait, answer])).not.toContain('waits');
    const writing = { messageId: 'a', source: 'desk', channel: 'answer', text: 'H' } as const;
    expect(now([wait], { writing: [writing] })).toBe('desk is writing…');
    expect(describeActivity(aRun({ status: 'paused' }), details({ messages: [wait] }), false)).toBe('Paused');
  });

  test('is waiting even while others continue', () => {
    const other = aRunMessage({ type: 'TextMessage', id: 'o', source: 'ann', content: 'Hm.' });
    expect(now([wait, other])).toContain('desk waits 12 s');
  });

  test('is retrying, or asking another model', () => {
    const again = { ...wait, reason: 'retry', ms: 240_000, content: 'Too many.' } as const;
    expect(now([again])).toBe('desk waits 4 min to ask small again');
    expect(now([wait, instead])).toBe('desk asks small instead of large…');
    expect(summarizeEvent(instead)).toMatchObject({
      line: 'got no answer from large and asked small instead',
      details: 'Overloaded.',
    });
    expect(summarizeEvent(wait)?.line).toBe('waited 12 s for its limit of 5 a minute');
    // The wait comes before the answer it delayed.
    expect([...stepsBefore([wait, instead, answer], () => false)]).toEqual([['a', [wait, instead]]]);
  });
});

describe('the display of a run', () => {
  test('tool calls come before the agent’s next message', () => {
    const other = aRunMessage({ type: 'TextMessage', id: 'o', source: 'ann', content: 'Hm.' });
    const nowhere = () => false;
    const before = stepsBefore([request, other, result, answer], nowhere);
    expect([...before]).toEqual([['a', [request, result]]]);
    const handover = aRunMessage({
      type: 'HandoffMessage',
      id: 'h',
      source: 'desk',
      target: 'ann',
      content: 'Over to you.',
      context: [],
    });
    expect([...stepsBefore([request, handover], nowhere)]).toEqual([['h', [request, handover]]]);
    // Text beside a tool call is a chat message with the id of the call; earlier steps come before it.
    const second = { ...request, id: 'r2' };
    const all = [request, result, second, handover];
    expect([...stepsBefore(all, (id) => id === 'r2')]).toEqual([
      ['r2', [request, result]],
      ['h', [second, handover]],
    ]);
    expect([...stepsBefore(all, nowhere)]).toEqual([['h', [request, result, second, handover]]]);
    const again = [request, answer];
    expect(stepsBefore(again, nowhere)).toBe(stepsBefore(again, nowhere));
  });

  test('a repeated question is one step', () => {
    const repeated = { ...asked, id: 'u2' };
    expect(replaySteps([asked, repeated, answer])).toEqual([asked, answer]);
  });

  test('the composer answers the only question if that asks for text', () => {
    const request1 = aRun({ requests: [asked].filter(isRequest) });
    expect(answeredInField(request1)?.requestId).toBe('q1');
    const several = { requests: [...request1.requests, ...request1.requests] };
    expect(answeredInField(several)).toBeNull();
    expect(
      answeredInField({ requests: request1.requests.map((each) => ({ ...each, purpose: 'approval' })) }),
    ).toBeNull();
  });

  test('people are called You, and chat messages are those of the engine', () => {
    expect(speakerName(aRunMessage({ ...answer, metadata: { by: 'person' } }))).toBe('You');
    expect(speakerName(answer)).toBe('desk');
    for (const message of [request, result, answer, asked]) {
      expect(isChatMessageOnPage(message)).toBe(isChatMessage(message));
      expect(summarizeEvent(message) === null).toBe(isChatMessageOnPage(message));
    }
  });

  test('costs have two significant digits', () => {
    expect([0, 0.00004, 0.0123, 0.1, 12.3, 0.02].map(formatDollars)).toEqual([
      '$0',
      '$0.00004',
      '$0.012',
      '$0.10',
      '$12.30',
      '$0.02',
    ]);
    const unknown = usageSum({ requests: 2, cost: null, knownCost: 0, unpriced: ['x'] });
    expect(formatCost(unknown)).toBe('price not known');
    expect(formatCost({ ...unknown, knownCost: 0.5 })).toBe('at least $0.50');
    expect(formatUsage(usageSum())).toBe('no tokens counted');
    expect(formatUsage(usageSum({ requests: 1, promptTokens: 1_200, completionTokens: 4, cost: 0.01 }))).toBe(
      '1,204 tokens · $0.01',
    );
  });
});

function isRequest(message: AgentMessage) {
  return message.type === 'UserInputRequestedEvent';
}
