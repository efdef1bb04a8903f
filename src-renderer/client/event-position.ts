import type { AnyEvent } from '../../shared/contract/events.ts';
import type { EventFrame, EventPosition } from '../../shared/transport.ts';

export interface Accepted {
  readonly position: EventPosition | null;
  /** The event to deliver; null for a hello and for a frame already seen. */
  readonly event: AnyEvent | null;
  /** True when events were missed and everything loaded so far must be loaded again. */
  readonly reload: boolean;
}

/**
 * Decides what a frame means for a page that has seen everything up to `position`. A hello without `reload` is
 * followed by the missed frames, whose numbers are lower than the hello's own, so it must not advance the position.
 */
export function acceptFrame(position: EventPosition | null, frame: EventFrame): Accepted {
  if (frame.type === 'hello') {
    const resumes = position !== null && !frame.reload && position.epoch === frame.epoch;
    if (resumes) return { position, event: null, reload: false };
    return { position: { epoch: frame.epoch, seq: frame.seq }, event: null, reload: true };
  }
  if (position === null || frame.seq <= position.seq) return { position, event: null, reload: false };
  return { position: { epoch: position.epoch, seq: frame.seq }, event: frame.event, reload: false };
}
