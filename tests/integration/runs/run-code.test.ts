/** An agent of the app runs code in the sandbox, once a person has approved it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ScriptInput } from '#main/models/scripted/script.ts';
import { appWithScript, bot, chatOf, settledRun, startRun } from '../../support/runs.ts';

async function askedTo(call: object, script: ScriptInput) {
  const tools = [{ when: { afterTools: false }, toolCalls: [{ name: 'run_code', arguments: call }] }];
  const app = await appWithScript([...tools, ...script] as ScriptInput);
  onTestFinished(() => app.stop());
  const agent = bot('analyst', { tools: ['run_code'], reflectOnToolUse: true });
  const { id } = await startRun(app, agent, 'How much is it?');
  const waiting = await settledRun(app, id);
  return { app, id, waiting };
}

describe('code of an agent', () => {
  it.each([
    ['python', 'print(6 * 7)'],
    ['javascript', 'console.log(6 * 7)'],
  ])('in %s runs after approval, and its output comes back', async (language, code) => {
    const script = [{ when: { toolResultIncludes: '42' }, reply: 'It is 42.' }];
    const { app, id, waiting } = await askedTo({ language, code }, script);
    expect(waiting.requests[0]).toMatchObject({ purpose: 'approval', toolCall: { name: 'run_code' } });
    const requestId = waiting.requests[0]?.requestId ?? '';
    await app.call('runs.answer', { runId: id, requestId, answer: { type: 'approve' } });
    const run = await settledRun(app, id);
    expect((await chatOf(app, run.conversationId)).at(-1)).toBe('analyst: It is 42.');
  });

  it('that is rejected does not run, and that fails is told to the model', async () => {
    const script = [
      { when: { toolResultIncludes: 'did not allow' }, reply: 'As you wish.' },
      { when: { toolResultIncludes: 'ZeroDivisionError' }, reply: 'It cannot be divided.' },
    ];
    for (const [answer, said] of [
      [{ type: 'reject', reason: '' }, 'As you wish.'],
      [{ type: 'approve' }, 'It cannot be divided.'],
    ] as const) {
      const { app, id, waiting } = await askedTo({ language: 'python', code: '1 / 0' }, script);
      await app.call('runs.answer', { runId: id, requestId: waiting.requests[0]?.requestId ?? '', answer });
      const run = await settledRun(app, id);
      expect((await chatOf(app, run.conversationId)).at(-1)).toBe(`analyst: ${said}`);
    }
  });
});
