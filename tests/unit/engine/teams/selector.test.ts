import { describe, expect, it } from 'vitest';
import { BufferedChatCompletionContext } from '#main/engine/context/buffered-chat-completion-context.ts';
import { usageOfRun } from '#main/engine/usage/sum-usage.ts';
import { ModelPrices } from '#main/engine/usage/model-prices.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import { inShort, readRun } from '../../../support/engine.ts';
import { namer, selectorTeam as made, speakers } from '../../../support/teams/selector-team.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const usage = { promptTokens: 7, completionTokens: 3 };

const asked = (model: ScriptedChatModel, request = 0) =>
  (model.requests[request]?.messages ?? []).map(modelMessageText);

describe('a selector model', () => {
  it('names the speaker, in run and in stream; each request is counted', async () => {
    const answers = () => namer('critic', 'writer', { reply: 'editor', usage });
    const { messages, stopReason } = await made({ modelClient: answers() }).run('Go');
    const expected = [
      'user: Go',
      'SelectorGroupChat: [UsageEvent]',
      'critic: critic 1.',
      'SelectorGroupChat: [UsageEvent]',
      'writer: writer 1.',
      'SelectorGroupChat: [UsageEvent]',
      'editor: editor 1.',
    ];
    expect(inShort(messages)).toEqual(expected);
    expect(stopReason).toMatch(/3 turns/);
    expect(usageOfRun(messages, new ModelPrices([]))).toMatchObject(usage);
    const { streamed } = await readRun(made({ modelClient: answers() }).runStream('Go'));
    expect(inShort(streamed)).toEqual(expected);
  });

  it('is given the roles, the candidates and the conversation', async () => {
    const modelClient = namer('critic', 'writer');
    const selectorPrompt = 'R {roles} P {participants} H {history} {else}';
    await made({ modelClient, selectorPrompt, maxTurns: 2 }).run('Go');
    const roles = 'writer: Is the writer.\ncritic: Is the critic.\neditor: Is the editor.';
    expect(asked(modelClient, 0)).toEqual([`R ${roles} P writer, critic, editor H user: Go {else}`]);
    expect(asked(modelClient, 1)).toEqual([
      `R ${roles} P writer, editor H user: Go\n\ncritic: critic 1. {else}`,
    ]);
  });

  it('has its answers streamed on request, complete and in chunks', async () => {
    const modelClient = namer({ reply: 'critic', chunkCharacters: 4 });
    const team = made({ modelClient, emitTeamEvents: true, modelClientStream: true, maxTurns: 1 });
    const { streamed } = await readRun(team.runStream('Go'));
    expect(inShort(streamed)).toEqual([
      'user: Go',
      'SelectorGroupChat: [ModelClientStreamingChunkEvent]',
      'SelectorGroupChat: [ModelClientStreamingChunkEvent]',
      'SelectorGroupChat: [UsageEvent]',
      'SelectorGroupChat: [SelectorEvent]',
      'SelectorGroupChat: [SelectSpeakerEvent]',
      'critic: critic 1.',
    ]);
    const [, chunk, , , event] = streamed;
    expect(event).toMatchObject({ content: 'critic', modelsUsage: null });
    expect(chunk).toMatchObject({ fullMessageId: event?.id });
  });

  it.each([
    ['two', 'writer or critic', /names 2 of them.*exactly one of: writer, critic, editor/],
    ['a stranger', 'zoe', /names none/],
    ['nobody', 'I do not know.', /names none/],
  ])('that names %s is told so, and asked again', async (_, wrong, feedback) => {
    const modelClient = namer(wrong, 'editor');
    const { messages } = await made({ modelClient, maxTurns: 1 }).run('Go');
    expect(speakers(messages)).toEqual(['editor']);
    const [, answer, words] = asked(modelClient, 1);
    expect(answer).toBe(wrong);
    expect(words).toMatch(feedback);
    expect(messages.filter(({ type }) => type === 'UsageEvent')).toHaveLength(2);
  });

  it('that names the previous speaker is corrected, unless that is allowed', async () => {
    const strict = namer('critic', 'critic', 'writer');
    expect(speakers((await made({ modelClient: strict, maxTurns: 2 }).run('Go')).messages)).toEqual([
      'critic',
      'writer',
    ]);
    expect(asked(strict, 2).at(-1)).toMatch(/critic cannot speak next.*writer, editor/);
    const loose = made({ modelClient: namer('critic', 'critic'), allowRepeatedSpeaker: true, maxTurns: 2 });
    expect(speakers((await loose.run('Go')).messages)).toEqual(['critic', 'critic']);
  });

  it('that never names a candidate selects the first, and later the previous speaker', async () => {
    const modelClient = namer('?', '?', { reply: '' }, 'critic', '?', 'both writer and editor', '?');
    const { messages } = await made({ modelClient }).run('Go');
    expect(speakers(messages)).toEqual(['writer', 'critic', 'critic']);
    expect(modelClient.requests).toHaveLength(7);
  });

  it('may try as often as allowed', async () => {
    const modelClient = namer('?', 'critic');
    const team = made({ modelClient, maxSelectorAttempts: 1, maxTurns: 1 });
    expect(speakers((await team.run('Go')).messages)).toEqual(['writer']);
    expect(modelClient.requests).toHaveLength(1);
  });

  it('is not asked when there is only one candidate', async () => {
    const modelClient = namer('writer');
    const { messages } = await made({ modelClient }, ['writer', 'critic']).run('Go');
    expect(speakers(messages)).toEqual(['writer', 'critic', 'writer']);
    expect(modelClient.requests).toHaveLength(1);
  });

  it('that fails ends the run in the team’s name, and is asked again by the next', async () => {
    const team = made({ modelClient: namer({ error: 'unreachable' }, 'critic'), maxTurns: 1 });
    expect((await team.run('Go')).outcome).toMatchObject({
      failure: { agent: 'SelectorGroupChat', error: { code: 'unreachable' } },
    });
    expect(speakers((await team.run()).messages)).toEqual(['critic']);
  });

  it('that is stopped during a request leaves nothing behind', async () => {
    const modelClient = namer({ reply: 'cri', hang: true }, 'editor');
    const team = made({ modelClient, maxTurns: 1 });
    const stop = new AbortController();
    const run = team.runStream('Go', { signal: stop.signal });
    await run.next();
    const saved = team.saveState();
    const rest = readRun(run);
    while (modelClient.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    expect((await rest).result.outcome).toEqual({ status: 'cancelled' });
    expect(team.saveState()).toEqual(saved);
    expect(speakers((await team.run()).messages)).toEqual(['editor']);
  });
});

describe('a selector function', () => {
  it('comes first, and null leaves the choice to the model', async () => {
    const modelClient = namer('editor');
    const team = made({
      modelClient,
      selectorFunc: (thread) => Promise.resolve(thread.length === 1 ? 'critic' : null),
      maxTurns: 2,
    });
    expect(speakers((await team.run('Go')).messages)).toEqual(['critic', 'editor']);
    expect(asked(modelClient)[0]).toContain('Who of writer, editor should');
  });

  it('is enough, and may name the same again', async () => {
    const team = made({ selectorFunc: () => 'critic', maxTurns: 2 });
    expect(speakers((await team.run('Go')).messages)).toEqual(['critic', 'critic']);
  });

  it('that names a stranger ends the run with the list of members', async () => {
    const team = made({ selectorFunc: () => 'zoe' });
    expect((await team.run('Go')).outcome).toMatchObject({
      failure: { error: { message: 'The selectorFunc names “zoe”. There are writer, critic, editor.' } },
    });
  });

  it('that throws or never returns does not block the run', async () => {
    const throwing = made({
      selectorFunc: () => {
        throw new Error('broken');
      },
    });
    expect((await throwing.run('Go')).outcome).toMatchObject({ failure: { agent: 'SelectorGroupChat' } });
    const hanging = made({ selectorFunc: () => new Promise(() => undefined) });
    const stop = new AbortController();
    const rest = hanging.run('Go', { signal: stop.signal });
    stop.abort();
    expect((await rest).outcome).toEqual({ status: 'cancelled' });
  });
});

describe('a candidate function', () => {
  it('limits the candidates, and may include the previous speaker', async () => {
    const modelClient = namer('writer', 'editor', 'editor');
    const team = made({ modelClient, candidateFunc: () => ['critic', 'editor'], maxTurns: 2 });
    expect(speakers((await team.run('Go')).messages)).toEqual(['editor', 'editor']);
    expect(asked(modelClient, 1).at(-1)).toBe(
      'writer cannot speak next. Answer with exactly one of: critic, editor.',
    );
  });

  it('excludes a participant from the fallback too', async () => {
    let round = 0;
    const team = made({
      modelClient: namer('critic', '?', '?', '?'),
      candidateFunc: () => {
        round += 1;
        return round === 1 ? ['critic', 'editor'] : ['editor', 'writer'];
      },
      maxTurns: 2,
    });
    expect(speakers((await team.run('Go')).messages)).toEqual(['critic', 'editor']);
  });

  it.each([
    [[], /names nobody/],
    [['writer', 'zoe'], /“zoe”/],
  ])('that answers %j ends the run', async (candidates, words) => {
    const { outcome } = await made({ modelClient: namer('writer'), candidateFunc: () => candidates }).run(
      'Go',
    );
    expect(outcome.status === 'failed' && outcome.failure.error.message).toMatch(words);
  });
});

describe('the state of a selector team', () => {
  it.each([1, 2, 3, 4, 5, 6])('is equal after loading at message %i, and the run resumes', async (after) => {
    // Compared by content, so that an interrupted turn is repeated as it would have been.
    const model = () =>
      new ScriptedChatModel([
        { when: { notIncludes: 'critic 1' }, reply: 'critic' },
        { when: { notIncludes: 'editor 1' }, reply: 'editor' },
        { reply: 'writer' },
      ]);
    const whole = inShort((await made({ modelClient: model() }).run('Go')).messages);
    const first = made({ modelClient: model() });
    const run = first.runStream('Go');
    for (let count = 0; count < after; count += 1) await run.next();
    await run.return(undefined as never);
    const saved = throughJson(first.saveState());
    const second = made({ modelClient: model() });
    second.loadState(saved);
    expect(throughJson(second.saveState())).toEqual(saved);
    const said = (lines: string[]) => lines.filter((line) => !line.includes('['));
    expect(said(inShort((await second.run()).messages))).toEqual(said(whole.slice(after)));
    expect(said(inShort((await first.run()).messages))).toEqual(said(whole.slice(after)));
  });

  it('includes the context’s history, which receives each message once', async () => {
    const context = () => new BufferedChatCompletionContext(2);
    const modelClient = namer('critic', { error: 'unreachable' }, 'writer', 'editor');
    const team = made({ modelClient, selectorPrompt: '{participants}: {history}', modelContext: context() });
    await team.run('Go');
    await team.run();
    expect(modelClient.requests.map((request) => request.messages.map(modelMessageText)[0])).toEqual([
      'writer, critic, editor: user: Go',
      'writer, editor: user: Go\n\ncritic: critic 1.',
      'writer, editor: user: Go\n\ncritic: critic 1.',
      'critic, editor: critic: critic 1.\n\nwriter: writer 1.',
    ]);
    const saved = throughJson(team.saveState());
    const other = made({ modelClient: namer('writer'), modelContext: context() });
    other.loadState(saved);
    expect(throughJson(other.saveState())).toEqual(saved);
  });

  it('without a context gives the whole conversation to a context added later', async () => {
    const plain = made({ modelClient: namer('critic'), maxTurns: 1 });
    await plain.run('Hello');
    const modelClient = namer('writer');
    const modelContext = new BufferedChatCompletionContext(9);
    const other = made({
      modelClient,
      modelContext,
      maxTurns: 1,
      selectorPrompt: '{participants}: {history}',
    });
    other.loadState(plain.saveState());
    await other.run();
    expect(asked(modelClient)).toEqual(['writer, editor: user: Hello\n\ncritic: critic 1.']);
  });

  it('is reset completely: everyone may be selected', async () => {
    const team = made({ modelClient: namer('critic', 'critic'), maxTurns: 1 });
    await team.run('Go');
    team.reset();
    expect(speakers((await team.run('Go')).messages)).toEqual(['critic']);
  });
});
