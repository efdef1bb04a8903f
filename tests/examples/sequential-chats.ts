/** Sequential chats: each two-agent chat begins with the summaries of those before it. AutoGen's `initiate_chats`. */
import { AssistantAgent, initiateChats, isChatMessage, messageText, ScriptedChatModel } from 'tutee/engine';

export async function main(): Promise<string[]> {
  const agent = (name: string, reply: string) =>
    new AssistantAgent({ name, modelClient: new ScriptedChatModel([{ reply }]) });
  const editor = agent('editor', 'Thanks.');
  const { chats } = await initiateChats([
    {
      sender: editor,
      recipient: agent('researcher', 'Bees dance to show where flowers are.'),
      message: 'Find one fact about bees.',
      maxTurns: 1,
    },
    {
      sender: editor,
      recipient: agent('writer', 'Watch the bee: her dance is a map.'),
      message: 'Write a line from what was found.',
      maxTurns: 1,
    },
  ]);
  const lines = chats.flatMap(({ chatHistory, summary }) => [
    ...chatHistory.filter(isChatMessage).map((message) => `${message.source}: ${messageText(message)}`),
    `= ${summary}`,
  ]);
  for (const line of lines) console.log(line);
  return lines;
}

if (import.meta.main) await main();
