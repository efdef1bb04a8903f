import { describe, expect, it } from 'vitest';
import { callOnce } from '#main/engine/durability/journaled-steps.ts';
import type { RunContext } from '#main/engine/run/run-context.ts';
import { outsideRun } from '#main/engine/run/run-context.ts';
import { readPendingAnswers, withPendingAnswers } from '#main/studio/people/pending-answers.ts';
import { RunCalls } from '#main/studio/runs/run-calls.ts';
import type { RunJournal } from '#main/engine/ports.ts';

const call = (id: string) => ({ id, name: 'pay', arguments: '{}' });

/** Makes a call in a run; returns its result. */
async function make(journal: RunJournal, id: string, work: () => string): Promise<string> {
  const run: RunContext = { ...outsideRun(), journal };
  const step = await callOnce(run, {
    call: call(id),
    caller: 'clerk',
    safeToRetry: false,
    approvedAgain: false,
    async *make() {
      yield* [];
      return { content: await Promise.resolve(work()), isError: false };
    },
  }).next();
  return step.done === true ? step.value.content : '';
}

/** As a process finds them: what was saved with the last state. */
const reopened = (calls: RunCalls) => new RunCalls(structuredClone([...calls.sinceSaved]));

describe('the tool calls of a run', () => {
  it('are saved before they are made, and again when they have ended', async () => {
    const calls = new RunCalls([]);
    const saved: string[][] = [];
    const journal = calls.begin(() => saved.push(calls.sinceSaved.map(({ kind }) => kind)));
    expect(await make(journal, '1', () => `after ${saved.length} saves`)).toBe('after 1 saves');
    expect(saved).toEqual([['call-begun'], ['call-begun', 'call-ended']]);
  });

  it('are not made when they cannot be saved', async () => {
    const journal = new RunCalls([]).begin(() => {
      throw new Error('The disk is full.');
    });
    let made = 0;
    const paying = make(journal, '1', () => String((made += 1)));
    await expect(paying).rejects.toThrow('The disk is full.');
    expect(made).toBe(0);
  });

  it('are answered from the saved ones after a kill, also when the state has moved on since', async () => {
    const calls = new RunCalls([]);
    const journal = calls.begin(() => undefined);
    await make(journal, '1', () => 'first');
    journal.settle(['call-begun', 'call-ended']);
    await make(journal, '2', () => 'second');
    const later = reopened(calls).begin(() => undefined);
    expect(await make(later, '1', () => 'again')).toBe('first');
    expect(await make(later, '2', () => 'again')).toBe('second');
    expect(await make(later, '3', () => 'new')).toBe('new');
  });

  it('are forgotten once a saved state contains them', async () => {
    const calls = new RunCalls([]);
    const journal = calls.begin(() => undefined);
    await make(journal, '1', () => 'first');
    journal.settle();
    expect(calls.takeOpen()).toEqual([]);
    expect(calls.sinceSaved).toEqual([]);
  });

  it('that had only begun are not repeated', async () => {
    const calls = new RunCalls([]);
    const journal = calls.begin(() => {
      if (calls.sinceSaved.length === 2) throw new Error('killed');
    });
    await expect(make(journal, '1', () => 'paid')).rejects.toThrow('killed');
    const begun = new RunCalls(calls.sinceSaved.filter(({ kind }) => kind === 'call-begun'));
    expect(
      await make(
        begun.begin(() => undefined),
        '1',
        () => 'paid twice',
      ),
    ).toMatch(/not known whether/u);
  });

  it('stand in the state of the run, and older states have none', async () => {
    const calls = new RunCalls([]);
    await make(
      calls.begin(() => undefined),
      '1',
      () => 'first',
    );
    const state = withPendingAnswers({ type: 'RunState' }, [], calls.sinceSaved);
    expect(readPendingAnswers(JSON.parse(JSON.stringify(state))).calls).toEqual(calls.sinceSaved);
    expect(readPendingAnswers({ type: 'RunState' })).toEqual({
      run: { type: 'RunState' },
      answers: [],
      calls: [],
    });
  });
});
