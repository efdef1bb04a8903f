import type { CaptureState, Message, TokenUsage } from '#shared/conversation.ts';
import type { ErrorData } from '#shared/errors.ts';

export interface MessageRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly parent_id: string | null;
  readonly role: Message['role'];
  readonly speaker: string;
  readonly text: string;
  readonly reasoning: string;
  readonly status: Message['status'];
  readonly error: string | null;
  readonly model: string | null;
  readonly usage: string | null;
  readonly duration_ms: number | null;
  readonly created_at: number;
  readonly run_id: string | null;
  readonly cut: Message['cut'];
  readonly shortened: number;
  readonly provider: string | null;
}

export function toMessage(row: MessageRow): Message {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    parentId: row.parent_id,
    runId: row.run_id,
    role: row.role,
    speaker: row.speaker,
    text: row.text,
    reasoning: row.reasoning,
    status: row.status,
    error: parsed(row.error) as ErrorData | null,
    model: row.model,
    usage: parsed(row.usage) as TokenUsage | null,
    durationMs: row.duration_ms,
    cut: row.cut,
    shortened: row.shortened,
    createdAt: row.created_at,
    ...(row.provider !== null && { provider: row.provider }),
  };
}

export function fromMessage(message: Message): MessageRow {
  return {
    id: message.id,
    conversation_id: message.conversationId,
    parent_id: message.parentId,
    role: message.role,
    speaker: message.speaker,
    text: message.text,
    reasoning: message.reasoning,
    status: message.status,
    error: json(message.error),
    model: message.model,
    usage: json(message.usage),
    duration_ms: message.durationMs,
    created_at: message.createdAt,
    run_id: message.runId,
    cut: message.cut,
    shortened: message.shortened,
    provider: message.provider ?? null,
  };
}

export interface CaptureRow {
  readonly status: CaptureState['status'];
  readonly error: string | null;
}

export function toCapture(row: CaptureRow): CaptureState {
  return { status: row.status, error: parsed(row.error) as ErrorData | null };
}

export function json(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}

function parsed(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}
