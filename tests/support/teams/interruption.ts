/** Interrupts runs on purpose, to test that nothing is lost or repeated. */
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Participant } from '#main/engine/agents/participant.ts';
import { collectRun, streamTask } from '#main/engine/run/stream-task.ts';
import { isChatMessage } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { inShort } from '../engine.ts';

interface Interruption {
  /** After how many items were read. */
  readonly after: number;
  /**
   * leave: the reader stops. abort: the signal aborts while the next item is awaited. restart: the reader stops, and the run continues in
   * another process.
   */
  readonly how: 'leave' | 'abort' | 'restart';
}

/** Up to five interruptions, each after at most this many items. */
export const interruptions = (most: number): fc.Arbitrary<Interruption[]> =>
  fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: most }),
      how: fc.constantFrom('leave' as const, 'abort' as const, 'restart' as const),
    }),
    { maxLength: 5 },
  );

/** Everything read from a team that is interrupted like this and then runs to its end; and the team, which may have been replaced. */
export async function readInParts<Team extends Participant>(
  make: () => Team,
  parts: readonly Interruption[],
): Promise<{ readonly read: readonly AgentMessage[]; readonly team: Team }> {
  let team = make();
  let task: string | undefined = 'Go';
  const read: AgentMessage[] = [];
  for (const one of parts) {
    const part = await readUntil(team, task, one);
    task = undefined;
    read.push(...part.read);
    if (part.ended) return { read, team };
    if (one.how !== 'restart') continue;
    const saved: unknown = JSON.parse(JSON.stringify(team.saveState()));
    team = make();
    team.loadState(saved);
    expect(team.saveState()).toEqual(saved);
  }
  read.push(...(await collectRun(streamTask(team, task))).messages);
  return { read, team };
}

/** What was read up to the interruption, or to the end. */
async function readUntil(team: Participant, task: string | undefined, { after, how }: Interruption) {
  const stop = new AbortController();
  const run = streamTask(team, task, { signal: stop.signal });
  const read: AgentMessage[] = [];
  for (let step = await run.next(); ; step = await run.next()) {
    if (step.done === true) return { read, ended: true };
    if (step.value.type === 'TaskResult') continue;
    read.push(step.value);
    if (read.length < after) continue;
    if (how === 'abort') {
      const rest = collectRun(run, (message) => read.push(message));
      stop.abort();
      const { outcome } = await rest;
      return { read, ended: outcome.status === 'complete' };
    }
    await run.return(undefined as never);
    return { read, ended: false };
  }
}

/** The chat messages, in short form. */
export const said = (messages: readonly AgentMessage[]) => inShort(messages.filter(isChatMessage));
