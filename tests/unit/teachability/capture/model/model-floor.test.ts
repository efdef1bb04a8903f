import { describe, expect, it } from 'vitest';
import { FakeModel, lessons } from '../../../../support/capture/fake-capture-model.ts';
import { openTeachability, userWords } from '../../../../support/open-teachability.ts';

describe('what rules are sure of', () => {
  it.each([['{"lessons": []}'], ['{"lessons": [{"action": "none", "kind": "fact", "text": ""}]}']])(
    'is kept though the model answers %s',
    async (answer) => {
      const { say } = openTeachability();
      const remembered = await say('My niece is called Odile and I love skating.', new FakeModel([answer]));
      expect(remembered.map(({ text }) => text)).toEqual(['My niece is called Odile.', 'I love skating.']);
    },
  );

  it('is not kept a second time in the words of a model that found it too', async () => {
    const { say, store } = openTeachability();
    const model = new FakeModel([lessons({ text: 'My niece is named Odile.' })]);
    await say('My niece is called Odile.', model);
    expect(store.countActive()).toBe(1);
  });

  it('tells how many lessons the words did not bear out', async () => {
    const { capture } = openTeachability();
    const dropped: number[] = [];
    const model = new FakeModel([
      lessons({ text: 'My rent is 950 euros.' }, { text: 'I am rich and live in Monaco.' }),
    ]);
    const words = userWords('My rent is due soon and I am annoyed.');
    await capture.captureImplicit(words, model, new AbortController().signal, 'automatic', {
      onDropped: (count) => dropped.push(count),
    });
    expect(dropped).toEqual([2]);
  });
});
