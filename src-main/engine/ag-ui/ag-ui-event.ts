/** The events of AG-UI 1.0 that a run becomes. Field names and values are the protocol's. */

/** Counts of one model. */
export interface AgUiTokenUsage {
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
}

/** What a run that ended as waiting needs from a person. */
export interface AgUiInterrupt {
  /** The request's id, by which its answer is found. */
  readonly id: string;
  readonly reason: string;
  readonly message: string;
  readonly toolCallId?: string;
}

interface OfRun {
  readonly threadId: string;
  readonly runId: string;
}

interface OfMessage {
  readonly messageId: string;
}

interface OfToolCall {
  readonly toolCallId: string;
}

export type AgUiEvent = {
  /** Milliseconds since 1970. */
  readonly timestamp?: number;
} & (
  | ({ readonly type: 'RUN_STARTED'; readonly protocolVersion: string } & OfRun)
  | ({
      readonly type: 'RUN_FINISHED';
      readonly outcome:
        | { readonly type: 'success' | 'cancelled' }
        | { readonly type: 'interrupt'; readonly interrupts: readonly AgUiInterrupt[] };
      readonly usage: readonly AgUiTokenUsage[];
    } & OfRun)
  | {
      readonly type: 'RUN_ERROR';
      readonly message: string;
      readonly code: string;
      readonly usage: readonly AgUiTokenUsage[];
    }
  | ({
      readonly type: 'TEXT_MESSAGE_START';
      readonly role: 'assistant' | 'user';
      readonly name: string;
    } & OfMessage)
  | ({ readonly type: 'TEXT_MESSAGE_CONTENT'; readonly delta: string } & OfMessage)
  | ({ readonly type: 'TEXT_MESSAGE_END' } & OfMessage)
  | ({ readonly type: 'REASONING_START' | 'REASONING_END' | 'REASONING_MESSAGE_END' } & OfMessage)
  | ({ readonly type: 'REASONING_MESSAGE_START'; readonly role: 'reasoning' } & OfMessage)
  | ({ readonly type: 'REASONING_MESSAGE_CONTENT'; readonly delta: string } & OfMessage)
  | ({
      readonly type: 'TOOL_CALL_START';
      readonly toolCallName: string;
      readonly parentMessageId: string;
    } & OfToolCall)
  | ({ readonly type: 'TOOL_CALL_ARGS'; readonly delta: string } & OfToolCall)
  | ({ readonly type: 'TOOL_CALL_END' } & OfToolCall)
  | ({ readonly type: 'TOOL_CALL_RESULT'; readonly role: 'tool'; readonly content: string } & OfMessage &
      OfToolCall)
  | { readonly type: 'CUSTOM'; readonly name: string; readonly value: unknown }
);
