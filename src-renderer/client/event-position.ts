import type { AnyEvent } from '../../shared/contract/events.ts';
import type { EventFrame, EventPosition } from '../../shared/transport.ts';

export interface Accepted {
  readonly position: EventPosition | null;
  /** The event to hand on; null for a hello and for a frame already seen. */
  readonly event: AnyEvent | null;
  /** True when events were missed: whatever was loaded before must be loaded anew. */
  readonly reload: boolean;
}

/**
 * What a frame means for a page that has seen everything up to `position`. A hello without `reload` is followed by the
 * frames that were missed, whose numbers are lower than the hello's own, so it must not move the position forward.
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
