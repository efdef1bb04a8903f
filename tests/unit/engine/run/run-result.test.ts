import { describe, expect, it } from 'vitest';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { RunController } from '#main/engine/people/run-controller.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

const said = (...replies: string[]) => assistant('a', replies).agent;

describe('the result beside the stream of a run', () => {
  it('is the same as the return value of the stream', async () => {
    const run = said('Yes.').runStream('Is it?');
    const { result } = await readRun(run);
    expect(await run.result).toEqual(result);
    expect(inShort(result.messages)).toEqual(['user: Is it?', 'a: Yes.']);
  });

  it('is the last item, told from the messages by its type', async () => {
    const run = said('Yes.').runStream('Is it?');
    const items: string[] = [];
    for await (const item of run) {
      items.push(`${item.source} ${item.type}`);
      if (item.type === 'TaskResult') expect(item).toMatchObject(await run.result);
    }
    expect(items).toEqual(['user TextMessage', 'a TextMessage', 'a TaskResult']);
  });

  it('may be asked for first, and is there when the messages have been read', async () => {
    const run = said('Yes.').runStream('Is it?');
    const { result } = run;
    const sources: string[] = [];
    for await (const { source } of run) sources.push(source);
    expect(sources).toEqual(['user', 'a', 'a']);
    expect((await result).outcome.status).toBe('complete');
  });

  it('comes also when nobody reads the messages, and then nobody else may', async () => {
    const run = said('Yes.').runStream('Is it?');
    const result = await run.result;
    expect(inShort(result.messages)).toEqual(['user: Is it?', 'a: Yes.']);
    await expect(run.next()).rejects.toMatchObject({ code: 'busy' });
  });

  it('is a cancelled one with what was read when the reader leaves', async () => {
    const team = new RoundRobinGroupChat({
      participants: [said('One.', 'Two.', 'Three.')],
      maxTurns: 3,
    });
    const run = team.runStream('Count.');
    for await (const message of run) if (message.type === 'TextMessage' && message.content === 'One.') break;
    const result = await run.result;
    expect(result.outcome).toEqual({ status: 'cancelled' });
    expect(inShort(result.messages)).toEqual(['user: Count.', 'a: One.']);
    // The team goes on where it was left.
    expect(inShort((await team.run()).messages)).toEqual(['a: Two.', 'a: Three.']);
  });

  it('is there for a failure, which is data as ever', async () => {
    const modelClient = new ScriptedChatModel([{ error: 'rejected_request' }]);
    const run = new AssistantAgent({ name: 'a', modelClient }).runStream('Go');
    expect((await run.result).outcome.status).toBe('failed');
  });

  it('is that of all segments of a controlled run', async () => {
    const run = new RunController({ participant: said('Yes.') }).runStream('Is it?');
    expect(inShort((await run.result).messages)).toEqual(['user: Is it?', 'a: Yes.']);
  });
});
