import { beforeEach, describe, expect, it, vi } from 'vitest';
import { changeInside, receiveInside, useInsideStore } from '#renderer/state/settings/inside-store.ts';
import type { InsideView } from '#shared/contract/inside.ts';

const call = vi.hoisted(() => vi.fn<(name: string) => Promise<unknown>>());
vi.mock('#renderer/client/client.ts', () => ({ client: { call } }));

/** A view that is told from others by its free space. */
const view = (freeBytes: number): InsideView => ({ unavailable: null, models: [], freeBytes });
const shown = () => useInsideStore.getState().view?.freeBytes;

describe('the models inside, as the page knows them', () => {
  beforeEach(() => receiveInside(view(1)));

  it('are those of the answer to a command', async () => {
    call.mockResolvedValue({ ok: true, value: view(2) });
    await changeInside('inside.download', 'm');
    expect(shown()).toBe(2);
  });

  it('are those of an event that overtook the answer, such as a download that failed at once', async () => {
    const answer = Promise.withResolvers<unknown>();
    call.mockReturnValue(answer.promise);
    const changed = changeInside('inside.download', 'm');
    receiveInside(view(3));
    answer.resolve({ ok: true, value: view(2) });
    await changed;
    expect(shown()).toBe(3);
  });
});
