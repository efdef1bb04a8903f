import { describe, expect, it } from 'vitest';
import { codeBlocks } from '#main/engine/agents/code-blocks.ts';
import { CodeExecutorAgent } from '#main/engine/agents/code-executor-agent.ts';
import type { CodeBlock, CodeExecutor, CodeResult } from '#main/engine/ports.ts';
import { RoundRobinGroupChat } from '#main/engine/teams/round-robin-group-chat.ts';
import { ScriptedChatModel } from '#main/models/scripted/scripted-chat-model.ts';
import { assistant, inShort, readRun } from '../../../support/engine.ts';

const fenced = (code: string, language = 'python') => `Try:\n\`\`\`${language}\n${code}\n\`\`\`\nDone.`;

function executor(...results: CodeResult[]): CodeExecutor & { readonly ran: CodeBlock[][] } {
  const ran: CodeBlock[][] = [];
  return {
    ran,
    execute(blocks) {
      ran.push([...blocks]);
      return Promise.resolve(results[ran.length - 1] ?? { exitCode: 0, output: 'ok' });
    },
  };
}

describe('codeBlocks', () => {
  const languages = new Set(['python', 'sh']);

  it('finds blocks in the given languages, closed by a fence of the same kind', () => {
    const text = [
      fenced('a = 1', 'Python'),
      fenced('x', 'rust'),
      '~~~sh\n```\nls\n~~~',
      '````python\n```\n````',
    ].join('\n');
    expect(codeBlocks(text, languages)).toEqual([
      { language: 'python', code: 'a = 1' },
      { language: 'sh', code: '```\nls' },
      { language: 'python', code: '```' },
    ]);
  });

  it('ignores unclosed blocks', () => {
    expect(codeBlocks('```python\nrm -rf', languages)).toEqual([]);
    expect(codeBlocks('see ```python x``` here', languages)).toEqual([]);
  });
});

describe('without a model', () => {
  it('runs code of others and reports its output', async () => {
    const runs = executor({ exitCode: 0, output: '42' }, { exitCode: 2, output: 'boom' });
    const coder = assistant('coder', [fenced('print(42)'), fenced('1/0')]).agent;
    const terminal = new CodeExecutorAgent({ name: 'terminal', codeExecutor: runs });
    const team = new RoundRobinGroupChat({ participants: [coder, terminal], maxTurns: 4 });
    const { streamed, result } = await readRun(team.runStream('Compute.'));
    expect(streamed).toEqual(result.messages);
    expect(inShort(result.messages).filter((line) => line.startsWith('terminal'))).toEqual([
      'terminal: [CodeExecutionEvent]',
      'terminal: 42',
      'terminal: [CodeExecutionEvent]',
      'terminal: The code failed with exit code 2. It wrote:\nboom',
    ]);
    expect(runs.ran).toEqual([
      [{ language: 'python', code: 'print(42)' }],
      [{ language: 'python', code: '1/0' }],
    ]);
  });

  it('respects its sources, and says when there is nothing to run', async () => {
    const runs = executor();
    const terminal = new CodeExecutorAgent({ name: 'terminal', codeExecutor: runs, sources: ['coder'] });
    const { messages } = await terminal.run(fenced('import os'));
    expect(inShort(messages).at(-1)).toMatch(/no code to run/);
    expect(runs.ran).toEqual([]);
  });
});

describe('with a model', () => {
  const model = () =>
    new ScriptedChatModel([
      { when: { lastUserIncludes: 'failed with exit code' }, reply: fenced('print(7)') },
      { when: { lastUserIncludes: 'seven' }, reply: 'It is 7.' },
      { when: { lastUserIncludes: 'nothing' }, reply: 'No code needed.' },
      { reply: fenced('prin(7)') },
    ]);

  it('writes, runs, retries after a failure, and reports the result', async () => {
    const runs = executor({ exitCode: 1, output: 'NameError' }, { exitCode: 0, output: 'seven' });
    const agent = new CodeExecutorAgent({
      name: 'coder',
      codeExecutor: runs,
      modelClient: model(),
      maxRetriesOnError: 1,
    });
    const { messages } = await agent.run('Say a number.');
    expect(inShort(messages).slice(1)).toEqual([
      'coder: [CodeGenerationEvent]',
      'coder: [CodeExecutionEvent]',
      'coder: [CodeGenerationEvent]',
      'coder: [CodeExecutionEvent]',
      'coder: It is 7.',
    ]);
    expect(runs.ran.map((blocks) => blocks[0]?.code)).toEqual(['prin(7)', 'print(7)']);
  });

  it('answers with text when it writes no code', async () => {
    const agent = new CodeExecutorAgent({ name: 'coder', codeExecutor: executor(), modelClient: model() });
    expect(inShort((await agent.run('Do nothing.')).messages)).toEqual([
      'user: Do nothing.',
      'coder: No code needed.',
    ]);
  });
});

describe('approval', () => {
  it('can come later, can change the code, and survives a restart', async () => {
    const make = (decide: 'later' | 'edit', runs: CodeExecutor) =>
      new CodeExecutorAgent({
        name: 'terminal',
        codeExecutor: runs,
        approver: {
          asksFor: () => true,
          decide: () =>
            Promise.resolve(
              decide === 'later'
                ? { type: 'later' }
                : { type: 'edit', arguments: '{"blocks":[{"language":"sh","code":"ls"}]}' },
            ),
        },
      });
    const unused = executor();
    const first = make('later', unused);
    expect((await first.run(fenced('rm -rf', 'sh'))).outcome).toMatchObject({
      status: 'waiting',
      requests: [{ purpose: 'approval', toolCall: { name: 'execute_code' } }],
    });
    const runs = executor();
    const second = make('edit', runs);
    second.loadState(JSON.parse(JSON.stringify(first.saveState())));
    expect(inShort((await second.run()).messages).at(-1)).toBe('terminal: ok');
    expect(unused.ran).toEqual([]);
    expect(runs.ran).toEqual([[{ language: 'sh', code: 'ls' }]]);
  });

  it('runs nothing after a refusal', async () => {
    const runs = executor();
    const approver = {
      asksFor: () => true,
      decide: () => Promise.resolve({ type: 'reject', reason: 'No.' } as const),
    };
    const agent = new CodeExecutorAgent({ name: 'terminal', codeExecutor: runs, approver });
    expect(inShort((await agent.run(fenced('x'))).messages).at(-1)).toContain('did not allow this call. No.');
    expect(runs.ran).toEqual([]);
  });
});
