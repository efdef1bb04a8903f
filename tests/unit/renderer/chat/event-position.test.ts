import { describe, expect, test } from 'vitest';
import { acceptFrame } from '#renderer/client/event-position.ts';
import type { AnyEvent } from '#shared/contract/events.ts';
import type { EventFrame, EventPosition } from '#shared/transport.ts';

const event: AnyEvent = { name: 'conversation-removed', payload: { conversationId: 'c1' } };
const frame = (seq: number): EventFrame => ({ type: 'event', seq, event });
const hello = (seq: number, reload = false, epoch = 'e'): EventFrame => ({
  type: 'hello',
  epoch,
  seq,
  reload,
});

function receive(frames: readonly EventFrame[], from: EventPosition | null = null) {
  let position = from;
  const seen: number[] = [];
  let reloads = 0;
  for (const each of frames) {
    const accepted = acceptFrame(position, each);
    position = accepted.position;
    if (accepted.event !== null && each.type === 'event') seen.push(each.seq);
    if (accepted.reload) reloads += 1;
  }
  return { position, seen, reloads };
}

describe('the position in the event stream', () => {
  test('the first hello requests a full load, and events continue from there', () => {
    expect(receive([hello(4), frame(5), frame(6)])).toEqual({
      position: { epoch: 'e', seq: 6 },
      seen: [5, 6],
      reloads: 1,
    });
  });

  test('after a drop, missed events arrive once although the hello already has the newest number', () => {
    const before = { epoch: 'e', seq: 5 };
    expect(receive([hello(7), frame(6), frame(7), frame(8)], before)).toMatchObject({
      seen: [6, 7, 8],
      reloads: 0,
    });
  });

  test('a repeated frame is dropped', () => {
    expect(receive([hello(0), frame(1), frame(2), frame(1), frame(2), frame(3)]).seen).toEqual([1, 2, 3]);
  });

  test('missed events that are no longer kept, or a new epoch, require a full load', () => {
    expect(receive([hello(90, true), frame(91)], { epoch: 'e', seq: 5 })).toMatchObject({
      seen: [91],
      reloads: 1,
    });
    expect(receive([hello(2, false, 'other'), frame(3)], { epoch: 'e', seq: 5 })).toMatchObject({
      seen: [3],
      reloads: 1,
    });
  });

  test('nothing is accepted before a hello', () => {
    expect(receive([frame(1)])).toMatchObject({ seen: [], position: null });
  });
});
