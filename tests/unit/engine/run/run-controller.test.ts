import { describe, expect, it } from 'vitest';
import { InputRequests } from '#main/engine/people/input-requests.ts';
import { RunController } from '#main/engine/people/run-controller.ts';
import { withTakenOver } from '#main/engine/people/run-state.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { Swarm } from '#main/engine/teams/swarm.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { RunStream } from '#main/engine/run/run-result.ts';
import { assistant, inShort, readRun, testEnvironment } from '../../../support/engine.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function pair(a: Parameters<typeof assistant>[1], b: Parameters<typeof assistant>[1], maxTurns = 4) {
  const left = assistant('a', a, { modelClientStream: true });
  const right = assistant('b', b);
  const team = new RoundRobinGroupChat({ participants: [left.agent, right.agent], maxTurns });
  return { team, left, right };
}

/** Reads a run and reports when an event of this type was streamed. */
async function readUntil(run: RunStream, text: string): Promise<void> {
  for (;;) {
    const step = await run.next();
    if (step.done === true) throw new Error(`The run ended before ${text}`);
    if (inShort([step.value])[0] === text) return;
  }
}

describe('a run controlled by a person', () => {
  it('pauses before a turn, receives messages, and resumes', async () => {
    const { team, right } = pair(['a1', 'a2'], ['b1', 'b2']);
    const controller = new RunController({ participant: team });
    const run = controller.runStream('Go');
    await readUntil(run, 'a: a1');
    controller.pause();
    controller.inject('Be short.');
    const rest = readRun(run);
    await new Promise((resolve) => setImmediate(resolve));
    expect(right.model.requests).toHaveLength(0);
    expect(controller).toMatchObject({ paused: true, running: true });
    controller.resume();
    const { result } = await rest;
    expect(inShort(result.messages)).toEqual([
      'user: Go',
      'a: a1',
      'user: Be short.',
      'b: b1',
      'a: a2',
      'b: b2',
    ]);
    expect(right.model.requests[0]?.messages.at(-1)).toMatchObject({ content: 'Be short.' });
    expect(controller.running).toBe(false);
  });

  it('is interrupted in the middle of an answer, which is given again with the message', async () => {
    const { team, left } = pair([{ reply: 'Long ', hang: true }, 'Short.'], ['b1'], 2);
    const controller = new RunController({ participant: team });
    const run = controller.runStream('Go');
    await readUntil(run, 'a: [ModelClientStreamingChunkEvent]');
    const rest = readRun(run);
    controller.interrupt('Shorter!');
    const { result } = await rest;
    expect(result.outcome).toEqual({ status: 'complete' });
    expect(inShort(result.messages)).toEqual(['user: Go', 'user: Shorter!', 'a: Short.', 'b: b1']);
    expect(left.model.requests[1]?.messages.at(-1)).toMatchObject({ content: 'Shorter!' });
  });

  it('stays paused when it is interrupted while paused', async () => {
    const { team, left } = pair([{ reply: 'x', hang: true }, 'a1'], ['b1'], 2);
    const controller = new RunController({ participant: team });
    const run = controller.runStream('Go');
    await readUntil(run, 'a: [ModelClientStreamingChunkEvent]');
    const rest = readRun(run);
    controller.pause();
    controller.interrupt();
    await new Promise((resolve) => setImmediate(resolve));
    expect(left.model.requests).toHaveLength(1);
    controller.resume();
    expect(inShort((await rest).result.messages)).toEqual(['user: Go', 'a: a1', 'b: b1']);
  });

  it('answers messages to a single agent that arrived while it spoke', async () => {
    const { agent } = assistant('a', ['one', 'two']);
    const controller = new RunController({ participant: agent });
    const run = controller.runStream('Go');
    await readUntil(run, 'user: Go');
    controller.inject('And?');
    const { result } = await readRun(run);
    expect(inShort(result.messages)).toEqual(['user: Go', 'a: one', 'user: And?', 'a: two']);
  });

  it.each(['running', 'paused', 'interrupted while paused'])(
    'is cancelled when %s, and can go on',
    async (when) => {
      const { team } = pair(['a1', 'a2'], [{ reply: 'x', hang: true, times: 1 }, 'b1'], 2);
      const controller = new RunController({ participant: team });
      const run = controller.runStream('Go');
      await readUntil(run, 'a: a1');
      if (when !== 'running') controller.pause();
      const rest = readRun(run);
      await new Promise((resolve) => setImmediate(resolve));
      if (when === 'interrupted while paused') controller.interrupt();
      await new Promise((resolve) => setImmediate(resolve));
      controller.cancel();
      expect((await rest).result.outcome).toEqual({ status: 'cancelled' });
      expect(controller.running).toBe(false);
      controller.resume();
      const again = controller.runStream();
      if (when === 'running') expect(inShort((await readRun(again)).streamed)).toEqual(['b: b1']);
      else await again.return(undefined as never);
    },
  );

  it('is a run like any other: busy and failures are data', async () => {
    const { team } = pair(['a1'], [{ error: 'unreachable' }]);
    const controller = new RunController({ participant: team });
    const run = controller.runStream('Go');
    await run.next();
    expect((await controller.run('Again')).outcome).toMatchObject({ failure: { error: { code: 'busy' } } });
    const { result } = await readRun(run);
    expect(result.outcome).toMatchObject({ failure: { agent: 'b', error: { code: 'unreachable' } } });
  });

  it('delivers a message injected in a nested team to all teams', async () => {
    const { team } = pair(['a1'], ['b1'], 2);
    const editor = assistant('editor', ['Noted.']);
    const outer = new RoundRobinGroupChat({ name: 'outer', participants: [team, editor.agent], maxTurns: 2 });
    const controller = new RunController({ participant: outer });
    const run = controller.runStream('Go');
    await readUntil(run, 'a: a1');
    controller.inject('In blue.');
    await readRun(run);
    expect(editor.model.requests[0]?.messages.map(modelMessageText)).toContain('In blue.');
  });
});

describe('an agent that is taken over', () => {
  it('is spoken for in its name, and afterwards knows those messages', async () => {
    const desk = new InputRequests();
    const { team, left, right } = pair(['a1', 'a2'], ['b1', 'b2'], 4);
    const controller = new RunController({ participant: team, userInput: desk });
    const run = controller.runStream('Go');
    controller.takeOver('b');
    await readUntil(run, 'b: [UserInputRequestedEvent]');
    const rest = readRun(run);
    await expect.poll(() => desk.open, { timeout: 30_000 }).toHaveLength(1);
    controller.handBack('b');
    desk.answer(desk.open[0]?.requestId ?? '', { type: 'message', text: 'By hand.' });
    const { result } = await rest;
    expect(inShort(result.messages).slice(2)).toEqual([
      'b: [UserInputRequestedEvent]',
      'b: By hand.',
      'a: a2',
      'b: b1',
    ]);
    expect(result.messages[3]).toMatchObject({ metadata: { standIn: 'person' } });
    expect(left.model.requests[1]?.messages.at(-1)).toMatchObject({ role: 'user', name: 'b' });
    expect(right.model.requests[0]?.messages.slice(1)).toMatchObject([
      { role: 'user', content: 'Go' },
      { role: 'user', content: 'a1' },
      { role: 'assistant', content: 'By hand.' },
      { role: 'user', content: 'a2' },
    ]);
  });

  it('is handed back without an answer, whatever was asked in its place, and speaks for itself', async () => {
    const { team } = pair(['a1'], ['b1'], 2);
    const controller = new RunController({
      participant: team,
      userInput: new InputRequests({ patienceMs: 0 }),
    });
    controller.takeOver('b');
    const { outcome } = await controller.run('Go');
    expect(outcome).toMatchObject({ status: 'waiting', requests: [{ source: 'b' }] });
    expect(controller.handBack('a')).toBeNull();
    expect(controller.handBack('b')).toMatchObject({ source: 'b', purpose: 'answer' });
    expect(inShort((await controller.run()).messages)).toEqual(['b: b1']);
  });

  it('is taken over and handed back in its saved state like live', async () => {
    const make = () => {
      const { team } = pair(['a1', 'a2'], ['b1', 'b2'], 4);
      return new RunController({ participant: team, userInput: new InputRequests({ patienceMs: 0 }) });
    };
    const first = make();
    first.takeOver('b');
    await first.run('Go');
    const both = withTakenOver(throughJson(first.saveState()), ['a', 'b']);
    const none = withTakenOver(both, []);
    first.takeOver('a');
    expect(new Set(first.takenOver)).toEqual(new Set(['a', 'b']));
    const second = make();
    second.loadState(both);
    expect(second.takenOver).toEqual(['a', 'b']);
    second.loadState(none);
    expect(second.takenOver).toEqual([]);
    // The open request is dropped: the agent speaks for itself.
    expect(inShort((await second.run()).messages)).toEqual(['b: b1', 'a: a1', 'b: b2']);
    expect(() => withTakenOver({ type: 'RunState', version: 9 }, [])).toThrow(/newer/);
  });

  it('can hand over to the agent named in the answer', async () => {
    const [front, back] = [assistant('front', ['Unasked.']), assistant('back', ['Solved.'])];
    const team = new Swarm({ participants: [front.agent, back.agent], maxTurns: 2 });
    const desk = new InputRequests({ patienceMs: 0 });
    const controller = new RunController({ participant: team, userInput: desk });
    controller.takeOver('front');
    const { outcome } = await controller.run('Help');
    const [request] = outcome.status === 'waiting' ? outcome.requests : [];
    desk.answer(request?.requestId ?? '', { type: 'message', text: 'Yours.', handTo: 'back' });
    const { messages } = await controller.run();
    expect(messages.slice(-2)).toMatchObject([
      { type: 'HandoffMessage', source: 'front', target: 'back', content: 'Yours.' },
      { source: 'back', content: 'Solved.' },
    ]);
  });

  it('needs a person to speak for it', () => {
    const controller = new RunController({ participant: pair(['x'], ['y']).team });
    expect(() => controller.takeOver('a')).toThrow(/nobody/);
  });
});

describe('the state of a run', () => {
  const started = (desk: InputRequests) => {
    const { team } = pair(['a1', 'a2'], ['b1']);
    return new RunController({ participant: team, userInput: desk, environment: testEnvironment() });
  };

  it('has everything: pause, pending messages, agents taken over and their open requests', async () => {
    const first = started(new InputRequests({ patienceMs: 0 }));
    first.takeOver('b');
    const { outcome } = await first.run('Go');
    const [request] = outcome.status === 'waiting' ? outcome.requests : [];
    first.inject('One more thing.');
    first.pause();
    const saved = throughJson(first.saveState());

    const desk = new InputRequests({ patienceMs: 0 });
    const second = started(desk);
    second.loadState(saved);
    expect(throughJson(second.saveState())).toEqual(saved);
    expect(second).toMatchObject({ paused: true, takenOver: ['b'] });
    desk.answer(request?.requestId ?? '', { type: 'message', text: 'By hand.' });
    second.resume();
    const { messages } = await readRun(second.runStream()).then(({ result }) => result);
    expect(inShort(messages).slice(0, 4)).toEqual([
      'user: One more thing.',
      'b: [UserInputRequestedEvent]',
      'b: By hand.',
      'a: a1',
    ]);
  });

  it('is refused when it is newer or nobody can speak, and nothing changes', async () => {
    const first = started(new InputRequests({ patienceMs: 0 }));
    first.takeOver('b');
    await first.run('Go');
    const saved = throughJson(first.saveState());
    const lonely = new RunController({ participant: pair(['x'], ['y']).team });
    const before = throughJson(lonely.saveState());
    expect(() => lonely.loadState(saved)).toThrow(expect.objectContaining({ field: 'takenOver' }));
    expect(() => lonely.loadState({ ...(saved as object), version: 2 })).toThrow(/newer/);
    expect(throughJson(lonely.saveState())).toEqual(before);
  });
});
