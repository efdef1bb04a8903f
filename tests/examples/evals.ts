/** An evaluation: a data set of tasks with checks, run over two agents, saved, and compared. */
import {
  AssistantAgent,
  comparisonReport,
  compareEvals,
  evalReport,
  evalResultSchema,
  runEval,
  ScriptedChatModel,
} from 'tutee/engine';
import type { ChatModel, EvalDataset } from 'tutee/engine';

const dataset: EvalDataset = {
  name: 'capitals',
  tasks: [
    {
      id: 'text',
      task: 'What is the capital of France?',
      checks: [{ type: 'contains', text: 'Paris' }],
    },
    {
      id: 'json',
      task: 'The capital of Italy as JSON.',
      checks: [{ type: 'json', fields: { capital: 'Rome' } }],
    },
    {
      id: 'judged',
      task: 'Say in one sentence why Bonn was a capital.',
      checks: [
        { type: 'own', name: 'one sentence', check: ({ output }) => output.split('. ').length === 1 },
        { type: 'judge', rubric: 'It names the division of Germany.' },
      ],
    },
  ],
};

export async function main(): Promise<string[]> {
  const judge = new ScriptedChatModel([
    { when: { anyIncludes: 'divided' }, json: { reason: 'It names it.', score: 10 } },
    { json: { reason: 'It does not name it.', score: 2 } },
  ]);
  const evaluate = (name: string, modelClient: ChatModel) =>
    runEval({
      dataset,
      name,
      judge,
      participant: () => new AssistantAgent({ name: 'guide', modelClient }),
    });
  const small = new ScriptedChatModel([
    { when: { lastUserIncludes: 'France' }, reply: 'Paris.' },
    { when: { lastUserIncludes: 'Italy' }, reply: 'It is Rome.' },
    { reply: 'Because it was chosen.' },
  ]);
  const large = new ScriptedChatModel([
    { when: { lastUserIncludes: 'France' }, reply: 'Paris.' },
    { when: { lastUserIncludes: 'Italy' }, reply: '{"capital": "Rome"}' },
    { reply: 'Because Germany was divided.' },
  ]);
  const saved = JSON.stringify(await evaluate('small', small));
  const before = evalResultSchema.parse(JSON.parse(saved));
  const after = await evaluate('large', large);
  const lines = [evalReport(before), comparisonReport(compareEvals(before, after))].join('\n').split('\n');
  for (const line of lines) console.log(line);
  return lines;
}

if (import.meta.main) await main();
