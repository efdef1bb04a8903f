import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { TuteeError } from '#shared/errors.ts';

/** The messages and events of a run; its return value is the result. */
export type RunStream = AsyncGenerator<AgentMessage, TaskResult>;

/** A run as it happens. Closing the iterator cancels it. */
export interface Run extends RunStream {
  /**
   * The result, beside the stream: resolves when the messages were read to the end, and to a cancelled result when their reader left.
   * When nobody has begun to read by the next turn of the event loop, the run is read here, and reading it elsewhere is refused.
   */
  readonly result: Promise<TaskResult>;
}

/** What a run whose reader left came to. */
function cancelled(messages: readonly AgentMessage[]): TaskResult {
  return { messages: [...messages], stopReason: 'Stopped.', outcome: { status: 'cancelled' } };
}

/** Adds `result` to a stream, which is read through what is returned from here on. */
export function withResult(stream: RunStream): Run {
  const messages: AgentMessage[] = [];
  let reader: 'nobody' | 'a program' | 'its result' = 'nobody';
  let settle: { resolve: (result: TaskResult) => void; reject: (error: unknown) => void } | null = null;
  const ended = new Promise<TaskResult>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Most programs never look at it.
  ended.catch(() => undefined);

  async function step(
    taken: Promise<IteratorResult<AgentMessage, TaskResult>>,
  ): Promise<IteratorResult<AgentMessage, TaskResult>> {
    try {
      const read = await taken;
      // A reader who leaves gives no result.
      const value: AgentMessage | TaskResult | undefined = read.value;
      if (value === undefined || !('type' in value)) settle?.resolve(value ?? cancelled(messages));
      else if (value.type !== 'ModelClientStreamingChunkEvent') messages.push(value);
      return read;
    } catch (thrown) {
      settle?.reject(thrown);
      throw thrown;
    }
  }

  const next = stream.next.bind(stream);
  const leave = stream.return.bind(stream);
  const readNext = () => step(next());

  async function readAll(): Promise<void> {
    if (reader !== 'nobody') return;
    reader = 'its result';
    while ((await readNext()).done !== true);
  }

  return Object.defineProperties(stream, {
    next: {
      value: (): Promise<IteratorResult<AgentMessage, TaskResult>> => {
        if (reader === 'its result') return Promise.reject(readElsewhere());
        reader = 'a program';
        return readNext();
      },
    },
    return: {
      value: (value: TaskResult): Promise<IteratorResult<AgentMessage, TaskResult>> => {
        if (reader === 'nobody') reader = 'a program';
        return step(leave(value));
      },
    },
    result: {
      get: (): Promise<TaskResult> => {
        setTimeout(() => void readAll().catch(() => undefined), 0);
        return ended;
      },
    },
  }) as Run;
}

function readElsewhere(): TuteeError {
  return new TuteeError(
    'busy',
    'This run is being read through its `result`. Begin to read its messages before you wait for the result.',
  );
}
