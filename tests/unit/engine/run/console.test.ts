import * as z from 'zod';
import { expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { Console } from '#main/console.ts';
import { UserProxyAgent } from '#main/engine/people/user-proxy-agent.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';

/** A terminal whose person types these lines. */
function terminal(...lines: string[]) {
  let printed = '';
  const write = (text: string): void => {
    printed += text;
  };
  const console = new Console({
    write,
    readLine: (prompt) => {
      const line = lines.shift() ?? '';
      write(`${prompt}${line}\n`);
      return Promise.resolve(line);
    },
  });
  return { console, printed: () => printed };
}

it('prints a streamed answer once, as it comes, and resolves to the result', async () => {
  const { console, printed } = terminal();
  const modelClient = new ScriptedChatModel([{ reply: 'Good morning to you.', chunkCharacters: 6 }]);
  const agent = new AssistantAgent({ name: 'clerk', modelClient, modelClientStream: true });
  const result = await console.print(agent.runStream('Hello.'));
  expect(printed()).toBe(
    [
      '---------- TextMessage (user) ----------',
      'Hello.',
      '---------- TextMessage (clerk) ----------',
      'Good morning to you.',
      '---------- complete',
      '',
    ].join('\n'),
  );
  expect(result.outcome.status).toBe('complete');
});

it('asks the person of a team, whose "exit" ends it', async () => {
  const { console, printed } = terminal('A red one.', 'exit');
  const modelClient = new ScriptedChatModel([{ reply: 'Which?' }]);
  const team = new RoundRobinGroupChat({
    participants: [
      new AssistantAgent({ name: 'clerk', modelClient }),
      new UserProxyAgent({ name: 'person', userInput: console }),
    ],
    maxTurns: 8,
  });
  await console.print(team.runStream('A bicycle, please.'));
  expect(printed()).toContain('---------- TextMessage (person) ----------\nA red one.\n');
  expect(printed()).toContain('exit');
});

it.each([
  ['y', '(clerk) ----------\n[{"callId"', true],
  ['Too much.', 'Too much.', false],
  ['', 'The person said no.', false],
])('asks before a tool runs: %j', async (line, shown, runs) => {
  const { console, printed } = terminal(line);
  let ran = false;
  const pay = new FunctionTool({
    name: 'pay',
    description: 'Pays.',
    parameters: z.object({ euros: z.number() }),
    run: () => {
      ran = true;
      return 'paid';
    },
  });
  const agent = new AssistantAgent({
    name: 'clerk',
    modelClient: new ScriptedChatModel([{ toolCalls: [{ name: 'pay', arguments: { euros: 5 } }] }]),
    tools: [pay],
    approver: console,
  });
  await console.print(agent.runStream('Pay.'));
  expect(ran).toBe(runs);
  expect(printed()).toContain('pay({"euros":5})\nAllow it? [y/N or a reason] ');
  expect(printed()).toContain(shown);
});
