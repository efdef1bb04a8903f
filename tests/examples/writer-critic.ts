/** Writer and critic: a round robin that ends when the critic approves, or after six messages. */
import {
  AssistantAgent,
  MaxMessageTermination,
  RoundRobinGroupChat,
  ScriptedChatModel,
  TextMentionTermination,
} from 'tutee/engine';
import { printRun } from './print-run.ts';

export async function main(): Promise<string[]> {
  const writer = new AssistantAgent({
    name: 'writer',
    modelClient: new ScriptedChatModel([
      { when: { anyIncludes: 'Shorter' }, reply: 'Leaves fall. I stay.' },
      { reply: 'The leaves of the old tree are falling while I am standing here.' },
    ]),
    systemMessage: 'You write one-line poems and improve them as the critic asks.',
  });
  const critic = new AssistantAgent({
    name: 'critic',
    modelClient: new ScriptedChatModel([
      { when: { lastUserIncludes: 'I stay' }, reply: 'APPROVE' },
      { reply: 'Shorter.' },
    ]),
    systemMessage: 'You judge poems. Say APPROVE when one is good.',
  });
  const team = new RoundRobinGroupChat({
    participants: [writer, critic],
    // The task does not contain the critic's keyword.
    terminationCondition: new TextMentionTermination('APPROVE', ['critic']).or(new MaxMessageTermination(6)),
  });
  return await printRun(team.runStream('A poem about autumn.'));
}

if (import.meta.main) await main();
