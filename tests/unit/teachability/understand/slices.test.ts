import { describe, expect, it } from 'vitest';
import { tellingsTask } from '#main/teachability/capture/extract/explicit-teaching.ts';
import { allStatedTask, statedIn } from '#main/teachability/capture/extract/learn-by-rules.ts';
import { sentenceActsTask } from '#main/teachability/capture/understand/acts/sentence-acts.ts';
import {
  forgetRequestsIn,
  forgetRequestsTask,
} from '#main/teachability/capture/understand/forget-request.ts';
import { whoseWords, whoseWordsTask } from '#main/teachability/capture/understand/whose-words.ts';

const lines = Array.from({ length: 60 }, (_, at) => `Ferry number ${at} sails at ${at % 24}.`);
const message = ['I live in Turku.', ...lines, 'Which of them is the quickest?'].join('\n');

function turnsOf(task: Generator<void, unknown, void>): number {
  let turns = 0;
  while (task.next().done !== true) turns += 1;
  return turns;
}

describe('a long message', () => {
  it('is understood piece by piece, once', () => {
    expect(turnsOf(whoseWordsTask(message))).toBeGreaterThan(60);
    expect(turnsOf(whoseWordsTask(message))).toBe(0);
    expect(turnsOf(sentenceActsTask(message))).toBeGreaterThan(50);
    expect(turnsOf(allStatedTask(message, 0, false))).toBeGreaterThan(50);
  });

  it('is read for requests to remember and to forget piece by piece, once', () => {
    const own = lines.join('\n');
    expect(turnsOf(tellingsTask(own, true))).toBeGreaterThan(50);
    expect(turnsOf(tellingsTask(own, true))).toBe(0);
    expect(turnsOf(tellingsTask(own, false))).toBeGreaterThan(50);
    const asking = Array.from({ length: 60 }, (_, at) => `Forget that I have ${at} boats.`).join(' ');
    expect(turnsOf(forgetRequestsTask(asking))).toBeGreaterThan(50);
    expect(turnsOf(forgetRequestsTask(asking))).toBe(0);
    expect(forgetRequestsIn(asking).requests).toHaveLength(60);
  });

  it('says the same as in one go', () => {
    expect(whoseWords(message).own).toContain('I live in Turku.');
    expect(statedIn(message, 0).map(({ text }) => text)).toContain('I live in Turku.');
  });

  it('is material where nobody types so much', () => {
    const long = `I live in Turku.\n${'The ferry sails. '.repeat(2_000)}`;
    expect(whoseWords(long).hasMaterial).toBe(true);
  });
});
