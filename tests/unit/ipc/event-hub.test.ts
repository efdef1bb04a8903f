import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventHub } from '#main/ipc/event-hub.ts';
import type { EventFrame } from '#shared/transport.ts';

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const publish = (hub: EventHub, n: number) => hub.publish('conversation-removed', { conversationId: id(n) });
const seen = (frames: readonly EventFrame[]) =>
  frames.flatMap((frame) => (frame.type === 'event' ? [frame.seq] : []));

describe('EventHub', () => {
  it('sends its position first and then every event once', () => {
    const hub = new EventHub();
    publish(hub, 1);
    const frames: EventFrame[] = [];
    hub.connect(null, (frame) => frames.push(frame));
    publish(hub, 2);
    expect(frames).toEqual([
      { type: 'hello', epoch: hub.epoch, seq: 1, reload: false },
      { type: 'event', seq: 2, event: { name: 'conversation-removed', payload: { conversationId: id(2) } } },
    ]);
  });

  it('makes a page of another epoch, or one too far behind, reload', () => {
    const hub = new EventHub();
    for (let n = 0; n < 2_100; n += 1) publish(hub, n);
    const first = (since: { epoch: string; seq: number }) => {
      const frames: EventFrame[] = [];
      hub.connect(since, (frame) => frames.push(frame))();
      return frames;
    };
    expect(first({ epoch: 'another', seq: 2_100 })).toEqual([
      { type: 'hello', epoch: hub.epoch, seq: 2_100, reload: true },
    ]);
    expect(first({ epoch: hub.epoch, seq: 99 })[0]).toMatchObject({ reload: true });
    expect(first({ epoch: hub.epoch, seq: 9_999 })[0]).toMatchObject({ reload: true });
    expect(seen(first({ epoch: hub.epoch, seq: 100 }))).toHaveLength(2_000);
  });

  it('neither loses nor duplicates an event for any pattern of dropped connections', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (pattern) => {
        const hub = new EventHub();
        const frames: EventFrame[] = [];
        let last = 0;
        const listen = (frame: EventFrame) => {
          frames.push(frame);
          if (frame.type === 'event') last = frame.seq;
        };
        let disconnect: (() => void) | null = hub.connect(null, listen);
        for (const [index, toggle] of pattern.entries()) {
          publish(hub, index);
          if (!toggle) continue;
          if (disconnect === null) disconnect = hub.connect({ epoch: hub.epoch, seq: last }, listen);
          else {
            disconnect();
            disconnect = null;
          }
        }
        if (disconnect === null) hub.connect({ epoch: hub.epoch, seq: last }, listen);
        expect(seen(frames)).toEqual(pattern.map((_, index) => index + 1));
      }),
    );
  });
});
