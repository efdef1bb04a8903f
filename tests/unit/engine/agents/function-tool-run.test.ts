import * as z from 'zod';
import { expect, it } from 'vitest';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';

const add = new FunctionTool({
  name: 'add',
  description: 'Adds two numbers.',
  parameters: z.object({ a: z.number(), b: z.number() }),
  run: ({ a, b }) => {
    if (a === 13) throw new RangeError('Not that one.');
    return a + b;
  },
});

it('is run by a program as by a model: checked arguments, the text that a model would get', async () => {
  expect(await add.run({ a: 2, b: 3 })).toEqual({ content: '5', isError: false });
  const wrong = await add.run({ a: 2, b: 'three' });
  expect(wrong.isError).toBe(true);
  expect(wrong.content).toContain('Wrong arguments.');
});

it('rejects with what the function throws', async () => {
  await expect(add.run({ a: 13, b: 1 })).rejects.toThrow(RangeError);
});

it('stops when its signal aborts', async () => {
  const slow = new FunctionTool({
    name: 'slow',
    description: 'Never ends.',
    parameters: z.object({}),
    run: () => new Promise(() => {}),
  });
  const abort = new AbortController();
  const running = slow.run({}, { signal: abort.signal });
  abort.abort();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
});
