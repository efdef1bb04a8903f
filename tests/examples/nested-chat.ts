/** Nested chat: before it answers the writer, the critic asks a specialist. AutoGen's `register_nested_chats`. */
import { AssistantAgent, NestedChatAgent, RoundRobinGroupChat, ScriptedChatModel } from 'tutee/engine';
import { printRun } from './print-run.ts';

export async function main(): Promise<string[]> {
  const agent = (name: string, reply: string) =>
    new AssistantAgent({ name, modelClient: new ScriptedChatModel([{ reply }]) });
  const critic = new NestedChatAgent({
    agent: agent('critic', 'I have nothing to add.'),
    trigger: 'writer',
    chats: [{ recipient: agent('lawyer', 'Do not promise a cure.') }],
  });
  const team = new RoundRobinGroupChat({
    participants: [agent('writer', 'Our tea cures everything!'), critic],
    maxTurns: 2,
  });
  return await printRun(team.runStream('Advertise the tea.'));
}

if (import.meta.main) await main();
