import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  openMemoryDetail,
  reloadMemoryDetail,
  useMemoryDetailStore,
} from '#renderer/state/memory/memory-detail-store.ts';

const call = vi.hoisted(() => vi.fn<(name: string) => Promise<unknown>>());
vi.mock('#renderer/client/client.ts', () => ({ client: { call } }));

describe('the details of a memory', () => {
  beforeEach(() => openMemoryDetail(null));

  it('are those of the latest request, whatever the order of responses', async () => {
    const answers: ((text: string) => void)[] = [];
    call.mockImplementation((name) =>
      name === 'memories.history'
        ? Promise.resolve({ ok: true, value: { events: [] } })
        : new Promise((resolve) => {
            answers.push((text) => resolve({ ok: true, value: { memory: { text } } }));
          }),
    );
    openMemoryDetail('a');
    reloadMemoryDetail();
    answers[1]?.('private by now');
    answers[0]?.('as it was before');
    const text = () => useMemoryDetailStore.getState().detail?.memory.text;
    await vi.waitFor(() => expect(text()).toBe('private by now'));
    await new Promise(setImmediate);
    expect(text()).toBe('private by now');
  });
});
