/** Properties of every kind of agent and team, at every message of a run. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { taskResultSchema } from '#shared/agents/task-result.ts';
import { everyParticipant, UnderWay } from '../../../support/teams/every-participant.ts';
import { readRun, testEnvironment } from '../../../support/engine.ts';

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const kept = (messages: readonly AgentMessage[]) =>
  messages.filter(({ type }) => type !== 'ModelClientStreamingChunkEvent');

// Two runs are compared: on a busy machine one of them would yield to the event loop, and what runs side by side be in another order.
beforeEach(() => {
  vi.spyOn(performance, 'now').mockReturnValue(0);
});

describe.each(Object.entries(everyParticipant))('%s', (_, make) => {
  const fresh = () => make(new UnderWay());
  const start = (participant = fresh(), signal?: AbortSignal) =>
    streamTask(participant, 'Go', { environment: testEnvironment(), signal });

  it('has the same run and stream, and its result is data', async () => {
    const { streamed, result } = await readRun(start());
    expect(await collectRun(start())).toEqual(result);
    expect(kept(streamed)).toEqual(result.messages);
    expect(result.outcome.status).not.toBe('failed');
    expect(taskResultSchema.parse(throughJson(result))).toEqual(throughJson(result));
    const ids = streamed.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    // A chunk names its message, which follows it.
    for (const [at, message] of streamed.entries()) {
      if (message.type !== 'ModelClientStreamingChunkEvent' || message.channel === 'thought') continue;
      expect(streamed.slice(at).map(({ id }) => id)).toContain(message.fullMessageId);
    }
  });

  it('has a state at every message that loads, saves equal, and resumes', async () => {
    const { streamed } = await readRun(start());
    for (let read = 1; read <= streamed.length; read += 1) {
      const first = fresh();
      const run = start(first);
      for (let step = 0; step < read; step += 1) await run.next();
      const saved = throughJson(first.saveState());
      await run.return(undefined as never);
      const second = fresh();
      second.loadState(saved);
      expect(throughJson(second.saveState())).toEqual(saved);
      if (read === streamed.length) continue;
      const { outcome } = await collectRun(streamTask(second, undefined));
      expect(outcome.status).not.toBe('failed');
    }
  });

  it('saves nothing of the messages from before the run, and counts and delivers the same without them', async () => {
    const without = fresh();
    const expected = await collectRun(start(without));
    const participant = fresh();
    const said = { source: 'Tutee', content: 'zebra', createdAt: 1, modelsUsage: null, metadata: {} };
    const priorMessages = [{ ...said, type: 'TextMessage', id: 'before' }] as const;
    const options = { environment: testEnvironment(), priorMessages };
    const { result } = await readRun(streamTask(participant, 'Go', options));
    expect(result).toEqual(expected);
    expect(throughJson(participant.saveState())).toEqual(throughJson(without.saveState()));
  });

  it('leaves nothing running when cancelled at any point, and resumes', async () => {
    const { streamed, result } = await readRun(start());
    for (let read = 1; read < streamed.length; read += 1) {
      const underWay = new UnderWay();
      const participant = make(underWay);
      const stop = new AbortController();
      const run = start(participant, stop.signal);
      for (let step = 0; step < read; step += 1) await run.next();
      const rest = collectRun(run);
      stop.abort();
      const { outcome } = await rest;
      expect(outcome.status === 'cancelled' || outcome.status === result.outcome.status).toBe(true);
      expect(underWay.count).toBe(0);
      if (outcome.status !== 'cancelled') continue;
      const again = await collectRun(streamTask(participant, undefined));
      expect(again.outcome.status).toBe(result.outcome.status);
      expect(underWay.count).toBe(0);
    }
  });

  it('leaves nothing running when its reader leaves at any point', async () => {
    const { streamed } = await readRun(start());
    for (let read = 1; read < streamed.length; read += 1) {
      const underWay = new UnderWay();
      const run = start(make(underWay));
      for (let step = 0; step < read; step += 1) await run.next();
      await run.return(undefined as never);
      expect(underWay.count).toBe(0);
    }
  });

  it('is as new after a reset, and refuses the state of something else', async () => {
    const participant = fresh();
    const asNew = throughJson(participant.saveState());
    await collectRun(start(participant));
    const used = throughJson(participant.saveState());
    expect(() => participant.loadState({ type: 'Other', version: 1 })).toThrow(/can load/);
    expect(() => participant.loadState({ ...(used as object), version: 99 })).toThrow(/newer/);
    expect(throughJson(participant.saveState())).toEqual(used);
    participant.reset();
    expect(throughJson(participant.saveState())).toEqual(asNew);
  });
});
