/** Conversations in which something is taught, changed, repeated or forgotten, and how many of them have the expected result. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { TestApp } from './app.ts';

export interface TaughtScenario {
  readonly kind: string;
  readonly language: string;
  readonly messages: readonly string[];
  /** Each must match an active memory. */
  readonly kept: readonly RegExp[];
  /** Must match no active memory. */
  readonly gone: readonly RegExp[];
  /** Must not occur in the last answer. */
  readonly unsaid: readonly RegExp[];
  /** The expected number of active memories; null: any. */
  readonly count: number | null;
  /** Development uses the seen half only; the held-out half measures how well it generalises. */
  readonly half: 'seen' | 'held';
}

export interface Played extends TaughtScenario {
  /** Empty if the result is as expected. */
  readonly fault: string;
}

export function taughtScenarios(): TaughtScenario[] {
  return readFileSync(new URL('../fixtures/newest-truth/scenarios.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(toScenario);
}

function toScenario(line: string): TaughtScenario {
  const [said = '', expected = ''] = line.split(' => ');
  const [head, messages] = split(said, ': ');
  const [kind = '', language = ''] = head.split(' ');
  const wanted = expected.split('; ');
  const of = (sign: string) =>
    wanted.filter((one) => one.startsWith(sign)).map((one) => new RegExp(one.slice(1), 'u'));
  const count = wanted.find((one) => one.startsWith('='));
  return {
    kind,
    language,
    messages: messages.split(' ⏎ '),
    kept: of('+'),
    gone: of('-'),
    unsaid: of('!'),
    count: count === undefined ? null : Number(count.slice(1)),
    half: (createHash('sha256').update(said).digest()[0] ?? 0) % 2 === 0 ? 'seen' : 'held',
  };
}

function split(text: string, at: string): [string, string] {
  const place = text.indexOf(at);
  return [text.slice(0, place), text.slice(place + at.length)];
}

/** Plays it in one chat of an app without memories, which are deleted afterwards. */
export async function play(scenario: TaughtScenario, app: TestApp): Promise<Played> {
  let conversationId: string | null = null;
  let answer = '';
  for (const message of scenario.messages) {
    const sent = await app.say(message, conversationId);
    conversationId = sent.conversationId;
    answer = sent.answer.text;
    for (;;) {
      const { messages } = await app.call('conversations.open', { id: conversationId });
      if (messages.find(({ id }) => id === sent.userMessageId)?.capture?.status !== 'pending') break;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
  const { items } = await app.call('memories.list', { statuses: ['active'], limit: 100, offset: 0 });
  const texts = items.map(({ text }) => text);
  const missing = scenario.kept.filter((one) => !texts.some((text) => one.test(text)));
  const left = scenario.gone.filter((one) => texts.some((text) => one.test(text)));
  const said = scenario.unsaid.filter((one) => one.test(answer));
  const many = scenario.count !== null && texts.length !== scenario.count;
  if (items.length > 0) {
    const target = { ids: items.map(({ id }) => id) };
    await app.call('memories.update', { target, changes: { forgotten: true } });
  }
  const wrong = [
    ...missing.map((one) => `not kept: ${one.source}`),
    ...left.map((one) => `still there: ${one.source}`),
    ...said.map((one) => `said: ${one.source}`),
    ...(many ? [`${texts.length} memories`] : []),
  ];
  return { ...scenario, fault: wrong.length === 0 ? '' : `${wrong.join(', ')} in ${texts.join(' | ')}` };
}

export function rateOf(played: readonly Played[]): number {
  return played.filter(({ fault }) => fault === '').length / played.length;
}
