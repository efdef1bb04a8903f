import type { CommandInput } from '#shared/contract/commands.ts';
import { TestApp } from '../../support/app.ts';
import { OpenAIServer } from '../../support/openai-server.ts';
import type { Bench, Measure } from '../bench.ts';
import { isHeldOut, languageOf, readScenarios } from '../data/everyday-data.ts';
import type { Scenario } from '../data/everyday-data.ts';
import { faultsOf, usedFaults } from './everyday-faults.ts';
import type { Got } from './everyday-faults.ts';
import { mean } from '../statistics.ts';

interface Result extends Scenario {
  readonly heldOut: boolean;
  readonly faults: readonly string[];
}

const ALL = ['active', 'paused', 'pending', 'superseded', 'expired', 'forgotten'] as const;

/**
 * Everyday conversations, each from an empty memory, through the whole main side: in memory mode, and what is sent with a
 * model connected. A third of the scenarios, chosen by the hash of their ids, is held out: it is scored and never shown.
 */
export const everyday: Bench = {
  name: 'everyday',
  dataSet: 'everyday',
  async run({ dataDir, progress }) {
    const scenarios = readScenarios(dataDir ?? '');
    const server = await OpenAIServer.start();
    const app = await TestApp.start();
    try {
      const results: Result[] = [];
      for (const scenario of scenarios) {
        const result = {
          ...scenario,
          heldOut: isHeldOut(scenario),
          faults: await play(scenario, app, server),
        };
        results.push(result);
        if (!result.heldOut && result.faults.length > 0)
          progress(`${scenario.id} (${scenario.category})\n    ${result.faults.join('\n    ')}`);
      }
      return {
        measures: {
          rate: rateOf(results),
          seen: rateOf(results.filter(({ heldOut }) => !heldOut)),
          held_out: rateOf(results.filter(({ heldOut }) => heldOut)),
          seen_by_tongue: ratesBy(
            results.filter(({ heldOut }) => !heldOut),
            languageOf,
          ),
          held_out_by_tongue: ratesBy(
            results.filter(({ heldOut }) => heldOut),
            languageOf,
          ),
          category: ratesBy(results, ({ category }) => category),
          language: ratesBy(results, ({ language = 'en' }) => language),
        },
        settings: { scenarios: results.length, held_out: results.filter(({ heldOut }) => heldOut).length },
      };
    } finally {
      await app.stop();
      await server.stop();
    }
  },
};

async function play({ steps }: Scenario, app: TestApp, server: OpenAIServer): Promise<string[]> {
  await connect(app, { baseUrl: null, model: null, learning: 'automatic' });
  await wipe(app);
  const faults: string[] = [];
  let conversationId: string | null = null;
  for (const { say, same = false, expect = {} } of steps) {
    const before = await activeTexts(app);
    const got: Got & { conversationId: string | null } = await said(app, say, same ? conversationId : null);
    conversationId = got.conversationId;
    faults.push(...told(say, faultsOf(expect, got, before, await activeTexts(app))));
  }
  const asked = steps.filter(({ expect, expectWithModel }) =>
    ['used', 'unused', 'usesNone', 'usesAtMost'].some((key) => key in { ...expect, ...expectWithModel }),
  );
  if (asked.length === 0) return faults;
  await connect(app, { baseUrl: server.baseUrl, model: 'test-model', learning: 'told' });
  for (const { say, expect, expectWithModel } of asked) {
    const got = await said(app, say, null);
    faults.push(...told(`with a model: ${say}`, usedFaults({ ...expect, ...expectWithModel }, got)));
  }
  return faults;
}

function told(say: string, faults: readonly string[]): string[] {
  return faults.map((fault) => `${JSON.stringify(say.slice(0, 100))}: ${fault}`);
}

async function connect(app: TestApp, changes: CommandInput<'settings.update'>['changes']): Promise<void> {
  await app.call('settings.update', { changes });
}

/** Waits for the answer and for what is learned of the message. A failure counts as an empty answer. */
async function said(app: TestApp, text: string, conversationId: string | null) {
  const sent = await app.say(text, conversationId);
  for (;;) {
    const { messages } = await app.call('conversations.open', { id: sent.conversationId });
    if (messages.find(({ id }) => id === sent.userMessageId)?.capture?.status !== 'pending') break;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const used = await app
    .call('chat.receipt', { messageId: sent.answer.id })
    .then(({ report }) =>
      report.candidates.filter(({ outcome }) => outcome === 'used').map((one) => one.text),
    )
    .catch(() => []);
  return { conversationId: sent.conversationId, answer: sent.answer.text, used };
}

async function activeTexts(app: TestApp): Promise<string[]> {
  const { items } = await app.call('memories.list', { statuses: ['active'], limit: 500, offset: 0 });
  return items.map(({ text }) => text);
}

/** Forgets everything for good. */
async function wipe(app: TestApp): Promise<void> {
  const { items } = await app.call('memories.list', { statuses: [...ALL], limit: 500, offset: 0 });
  if (items.length === 0) return;
  const target = { ids: items.map(({ id }) => id) };
  const live = items.filter(({ status }) => status !== 'forgotten').map(({ id }) => id);
  if (live.length > 0)
    await app.call('memories.update', { target: { ids: live }, changes: { forgotten: true } });
  await app.call('memories.purge', { target });
}

function rateOf(results: readonly Result[]): number {
  return mean(results.map(({ faults }) => (faults.length === 0 ? 1 : 0)));
}

function ratesBy(results: readonly Result[], key: (result: Result) => string): Measure {
  const names = [...new Set(results.map(key))].sort();
  return Object.fromEntries(names.map((name) => [name, rateOf(results.filter((one) => key(one) === name))]));
}
