/** Models in order: another is asked when the first fails, or answers what will not do; each is counted by what it used. */
import {
  collectRun,
  ScriptedChatModel,
  standardComponents,
  streamTask,
  usageByAgent,
  ModelPrices,
} from 'tutee/engine';
import { printRun } from './print-run.ts';

const part = (provider: string, config: Record<string, unknown>) => ({ provider, version: 1, config });
const file = JSON.stringify(
  part('AssistantAgent', {
    name: 'poet',
    model: part('RateLimitedChatModel', {
      requests: 30, // of each model, in a minute, by everybody in the run
      model: part('FallbackChatModel', {
        models: [part('RetryingChatModel', { model: 'busy', tries: 2 }), 'hasty', 'steady'],
        accept: ['notEmpty', 'notCut'],
      }),
    }),
  }),
);

export async function main(): Promise<string[]> {
  const usage = { promptTokens: 20, completionTokens: 10 };
  const models = {
    busy: new ScriptedChatModel([{ error: 'server_failed' }], 'busy'),
    hasty: new ScriptedChatModel([{ reply: ' ', usage }], 'hasty'),
    steady: new ScriptedChatModel([{ reply: 'Leaves fall. I stay.', usage }], 'steady'),
  };
  // Waits between tries are the caller's to shorten.
  const pause = () => Promise.resolve();
  const poet = standardComponents().load('participant', JSON.parse(file), { models, pause });
  const lines = await printRun(streamTask(poet, 'Two lines about autumn.'));

  const prices = new ModelPrices([{ model: '*', promptPerMillion: 1_000, completionPerMillion: 2_000 }]);
  const { messages } = await collectRun(streamTask(poet, 'Two more.'));
  for (const [agent, { requests, cost }] of usageByAgent(messages, prices)) {
    lines.push(`${agent}: ${requests} requests counted, $${cost ?? '?'}`);
  }
  console.log(lines.at(-1));
  return lines;
}

if (import.meta.main) await main();
