import { describe, expect, it } from 'vitest';
import { stamp } from '#main/engine/run/run-context.ts';
import { ExternalTermination } from '#main/engine/termination/external-termination.ts';
import { FunctionCallTermination } from '#main/engine/termination/function-call-termination.ts';
import { FunctionalTermination } from '#main/engine/termination/functional-termination.ts';
import { HandoffTermination } from '#main/engine/termination/handoff-termination.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { SourceMatchTermination } from '#main/engine/termination/source-match-termination.ts';
import { StopMessageTermination } from '#main/engine/termination/stop-message-termination.ts';
import type { TerminationCondition } from '#main/engine/termination/termination-condition.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { TextMessageTermination } from '#main/engine/termination/text-message-termination.ts';
import { TimeoutTermination } from '#main/engine/termination/timeout-termination.ts';
import { TokenUsageTermination } from '#main/engine/termination/token-usage-termination.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { testEnvironment } from '../../../support/engine.ts';

const environment = testEnvironment();
const text = (content: string, source = 'a', tokens = 0, cached = false): AgentMessage =>
  stamp(environment, {
    type: 'TextMessage',
    source,
    content,
    modelsUsage: tokens === 0 ? null : { promptTokens: tokens, completionTokens: 1, model: 'm', cached },
  });
const handoff = (target: string): AgentMessage =>
  stamp(environment, { type: 'HandoffMessage', source: 'a', target, content: 'Over.', context: [] });
const executed = (name: string): AgentMessage =>
  stamp(environment, {
    type: 'ToolCallExecutionEvent',
    source: 'a',
    content: [{ callId: '1', name, content: '', isError: false }],
  });
const stop: AgentMessage = stamp(environment, { type: 'StopMessage', source: 'a', content: 'Enough.' });

/** Each with messages that do not reach it, and messages that then do. */
const cases: [string, () => TerminationCondition, AgentMessage[], AgentMessage[]][] = [
  ['MaxMessage', () => new MaxMessageTermination(2), [text('x'), executed('f')], [text('y')]],
  [
    'MaxMessage with events',
    () => new MaxMessageTermination(2, { includeAgentEvent: true }),
    [text('x')],
    [executed('f')],
  ],
  ['TextMention', () => new TextMentionTermination('DONE'), [text('done')], [text('It is DONE.')]],
  [
    'TextMention of sources',
    () => new TextMentionTermination('DONE', ['b']),
    [text('DONE', 'a')],
    [text('DONE', 'b')],
  ],
  [
    'TokenUsage in all',
    () => new TokenUsageTermination({ maxTotalToken: 10 }),
    [text('x', 'a', 8)],
    [text('x', 'a', 1)],
  ],
  [
    'TokenUsage of prompts',
    () => new TokenUsageTermination({ maxPromptToken: 10 }),
    [text('x', 'a', 9)],
    [text('x', 'a', 1)],
  ],
  [
    'TokenUsage of answers',
    () => new TokenUsageTermination({ maxCompletionToken: 2 }),
    [text('x', 'a', 99)],
    [text('x', 'a', 1)],
  ],
  [
    'TokenUsage, cache apart',
    () => new TokenUsageTermination({ maxTotalToken: 10 }),
    [text('x', 'a', 99, true)],
    [text('x', 'a', 9)],
  ],
  ['Handoff', () => new HandoffTermination('user'), [handoff('b')], [handoff('user')]],
  ['SourceMatch', () => new SourceMatchTermination(['b', 'c']), [text('x'), executed('f')], [text('x', 'c')]],
  ['StopMessage', () => new StopMessageTermination(), [text('stop')], [stop]],
  ['FunctionCall', () => new FunctionCallTermination('approve'), [executed('other')], [executed('approve')]],
  ['TextMessage', () => new TextMessageTermination(), [handoff('b')], [text('x')]],
  ['TextMessage of a source', () => new TextMessageTermination('b'), [text('x', 'a')], [text('x', 'b')]],
  [
    'Functional',
    () => new FunctionalTermination((all) => all.length > 1),
    [text('x')],
    [text('x'), text('y')],
  ],
];

describe.each(cases)('%sTermination', (_name, make, before, after) => {
  it('is reached when it should be, with its reason, and not before', async () => {
    const condition = make();
    expect(await condition.check(before, environment)).toBeNull();
    expect(condition.terminated).toBe(false);
    const message = await condition.check(after, environment);
    expect(message).toMatchObject({ type: 'StopMessage', source: condition.name });
    expect(condition.terminated).toBe(true);
  });

  it('cannot be used again before a reset, and then is as new', async () => {
    const condition = make();
    await condition.check([...before, ...after], environment);
    await expect(condition.check(before, environment)).rejects.toThrow(/Reset it/);
    condition.reset();
    expect(condition.saveState()).toEqual(make().saveState());
    expect(await condition.check(before, environment)).toBeNull();
    expect(await condition.check(after, environment)).not.toBeNull();
  });

  it('resumes from a saved state', async () => {
    const first = make();
    await first.check(before, environment);
    const second = make();
    second.loadState(JSON.parse(JSON.stringify(first.saveState())));
    expect(second.saveState()).toEqual(first.saveState());
    expect(await second.check(after, environment)).not.toBeNull();
  });
});

describe('external and timeout conditions', () => {
  it('External is set from outside', async () => {
    const condition = new ExternalTermination();
    expect(await condition.check([text('x')], environment)).toBeNull();
    condition.set();
    expect(await condition.check([], environment)).toMatchObject({
      content: 'It was stopped from outside.',
    });
    condition.reset();
    expect(await condition.check([text('x')], environment)).toBeNull();
  });

  it('Timeout counts from the start of the run', async () => {
    const clock = testEnvironment();
    const condition = new TimeoutTermination(2);
    expect(await condition.check([], clock)).toBeNull();
    clock.advance(1_999);
    expect(await condition.check([], clock)).toBeNull();
    clock.advance(1);
    expect(await condition.check([], clock)).not.toBeNull();
    condition.reset();
    clock.advance(9_000);
    expect(await condition.check([], clock)).toBeNull();
  });
});

describe('and, or', () => {
  const mention = (word: string) => new TextMentionTermination(word);

  it('and waits for both, whenever each was reached', async () => {
    const both = mention('A').and(mention('B'));
    expect(await both.check([text('A')], environment)).toBeNull();
    expect(await both.check([text('C')], environment)).toBeNull();
    expect(await both.check([text('B')], environment)).toMatchObject({
      content: '“A” was said. “B” was said.',
    });
    await expect(both.check([], environment)).rejects.toThrow(/Reset it/);
  });

  it('or takes either, and keeps counting in the other', async () => {
    const either = mention('A').or(new MaxMessageTermination(3));
    expect(await either.check([text('x'), text('x')], environment)).toBeNull();
    expect(await either.check([text('A')], environment)).toMatchObject({
      content: expect.stringMatching(/“A” was said\. It ends/) as unknown,
    });
    either.reset();
    expect(await either.check([text('x')], environment)).toBeNull();
  });

  it('nest, reset and save as one', async () => {
    const make = () => mention('A').and(mention('B').or(mention('C')));
    const first = make();
    await first.check([text('C')], environment);
    const second = make();
    second.loadState(JSON.parse(JSON.stringify(first.saveState())));
    expect(second.saveState()).toEqual(first.saveState());
    expect(await second.check([text('A')], environment)).not.toBeNull();
    second.reset();
    expect(second.saveState()).toEqual(make().saveState());
  });

  it('refuse the state of something else', () => {
    expect(() => mention('A').loadState(new MaxMessageTermination(2).saveState())).toThrow(
      /its type is "MaxMessage/,
    );
    expect(() => mention('A').loadState({ ...(mention('A').saveState() as object), version: 9 })).toThrow(
      /newer/,
    );
  });
});

it('are refused without a limit', () => {
  expect(() => new MaxMessageTermination(0)).toThrow(/whole number/);
  expect(() => new TokenUsageTermination({})).toThrow(/at least one/);
});
