import type { AppOptions, EventSource, TuteeApp } from '#main/shells/app.ts';
import type { AnyEvent } from '#shared/contract/events.ts';
import type { Result } from '#shared/result.ts';
import type { EventFrame, EventPosition } from '#shared/transport.ts';

/** A fake app for tests of the shells: every command returns its input. */
export interface FakeApp extends TuteeApp {
  readonly calls: { name: unknown; input: unknown }[];
  readonly events: FakeEvents;
  closed: number;
}

export function createFakeApp(
  overrides: Partial<Pick<TuteeApp, 'dispatch' | 'close' | 'file'>> = {},
): FakeApp {
  const app: FakeApp = {
    calls: [],
    events: createFakeEvents(),
    closed: 0,
    async dispatch(name, input): Promise<Result<unknown>> {
      app.calls.push({ name, input });
      return overrides.dispatch?.(name, input) ?? { ok: true, value: { name, input } };
    },
    file: (id) => overrides.file?.(id) ?? null,
    async close() {
      app.closed += 1;
      await overrides.close?.();
    },
  };
  return app;
}

/** Starts the fake instead of the real app, and keeps its options. */
export function fakeStart(app: FakeApp = createFakeApp()) {
  const started: AppOptions[] = [];
  return {
    app,
    started,
    startApp: async (options: AppOptions) => {
      started.push(options);
      return app;
    },
  };
}

export interface FakeEvents extends EventSource {
  readonly positions: (EventPosition | null)[];
  readonly listeners: Set<(frame: EventFrame) => void>;
  /** Publishes an event with this text; returns its number. */
  emit(text?: string): number;
}

function createFakeEvents(): FakeEvents {
  const held: EventFrame[] = [];
  const listeners = new Set<(frame: EventFrame) => void>();
  const positions: (EventPosition | null)[] = [];
  return {
    epoch: 'epoch-1',
    positions,
    listeners,
    connect(since, listener) {
      positions.push(since);
      listener({
        type: 'hello',
        epoch: 'epoch-1',
        seq: since?.seq ?? held.length,
        reload: since?.epoch !== 'epoch-1',
      });
      for (const frame of held) {
        if (frame.type === 'event' && since !== null && frame.seq > since.seq) listener(frame);
      }
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    emit(text = '') {
      const seq = held.length + 1;
      const frame: EventFrame = { type: 'event', seq, event: eventOf(text) };
      held.push(frame);
      for (const listener of listeners) listener(frame);
      return seq;
    },
  };
}

function eventOf(title: string): AnyEvent {
  const conversation = {
    id: '00000000-0000-7000-8000-000000000001',
    title,
    temporary: false,
    projectId: null,
    sendsPrivate: false,
    createdAt: 0,
    updatedAt: 0,
  };
  return { name: 'conversation-changed', payload: { conversation } };
}
