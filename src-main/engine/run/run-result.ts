import type { AgentMessage } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { TuteeError } from '#shared/errors.ts';

/** The messages and events of a run inside the engine; its return value is the result. */
export type MessageStream = AsyncGenerator<AgentMessage, TaskResult>;

/** The result as the last item of a run; its `type` tells it from the messages before it. `source`: the agent or team that ran. */
export type TaskResultItem = TaskResult & { readonly type: 'TaskResult'; readonly source: string };

/** The messages and events of a run, then the result: as the last item, and as the return value. */
export type RunStream = AsyncGenerator<AgentMessage | TaskResultItem, TaskResult>;

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

type Step = IteratorResult<AgentMessage | TaskResultItem, TaskResult>;

/** Adds `result` and the last item to a stream, which is read through what is returned from here on. */
export function withResult(stream: MessageStream, source: string): Run {
  const messages: AgentMessage[] = [];
  let reader: 'nobody' | 'a program' | 'its result' = 'nobody';
  /** Set once the last item was read: what the next step returns. */
  let ended: TaskResult | null = null;
  let settle: { resolve: (result: TaskResult) => void; reject: (error: unknown) => void } | null = null;
  const result = new Promise<TaskResult>((resolve, reject) => {
    settle = { resolve, reject };
  });
  // Most programs never look at it.
  result.catch(() => undefined);

  async function readNext(): Promise<Step> {
    if (ended !== null) {
      const value = ended;
      return { done: true, value };
    }
    try {
      const step = await stream.next();
      if (step.done !== true) {
        if (step.value.type !== 'ModelClientStreamingChunkEvent') messages.push(step.value);
        return step;
      }
      // A stream that was left has no value to return.
      const left: TaskResult | undefined = step.value;
      if (left === undefined) return step;
      ended = left;
      settle?.resolve(left);
      return { done: false, value: { type: 'TaskResult', source, ...left } };
    } catch (thrown) {
      settle?.reject(thrown);
      throw thrown;
    }
  }

  async function readAll(): Promise<void> {
    if (reader !== 'nobody') return;
    reader = 'its result';
    while ((await readNext()).done !== true);
  }

  const run: Run = {
    next: () => {
      if (reader === 'its result') return Promise.reject(readElsewhere());
      reader = 'a program';
      return readNext();
    },
    return: async (value) => {
      if (reader === 'nobody') reader = 'a program';
      await stream.return(undefined as never);
      settle?.resolve(ended ?? cancelled(messages));
      return { done: true, value: ended ?? (await value) };
    },
    throw: (thrown) => stream.throw(thrown),
    get result() {
      setTimeout(() => void readAll().catch(() => undefined), 0);
      return result;
    },
    [Symbol.asyncIterator]: () => run,
    [Symbol.asyncDispose]: async () => {
      await run.return(undefined as never);
    },
  };
  return run;
}

function readElsewhere(): TuteeError {
  return new TuteeError(
    'busy',
    'This run is being read through its `result`. Begin to read its messages before you wait for the result.',
  );
}
