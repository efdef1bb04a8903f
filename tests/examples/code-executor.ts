/** Running code: one agent writes it, another runs it. Your executor decides where it runs; this one runs nothing. */
import {
  AssistantAgent,
  CodeExecutorAgent,
  RoundRobinGroupChat,
  ScriptedChatModel,
  TextMentionTermination,
} from 'tutee/engine';
import type { CodeExecutor } from 'tutee/engine';
import { printRun } from './print-run.ts';

const pretended: CodeExecutor = {
  execute: (blocks) =>
    Promise.resolve({ exitCode: 0, output: blocks[0]?.code === 'print(6 * 7)' ? '42' : '' }),
};

export async function main(): Promise<string[]> {
  const coder = new AssistantAgent({
    name: 'coder',
    modelClient: new ScriptedChatModel([
      { when: { lastUserIncludes: '42' }, reply: 'It is 42. TERMINATE' },
      { reply: '```python\nprint(6 * 7)\n```' },
    ]),
  });
  const team = new RoundRobinGroupChat({
    participants: [coder, new CodeExecutorAgent({ name: 'terminal', codeExecutor: pretended })],
    terminationCondition: new TextMentionTermination('TERMINATE', ['coder']),
  });
  return await printRun(team.runStream('What is six times seven?'));
}

if (import.meta.main) await main();
