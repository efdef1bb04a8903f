import * as z from 'zod';
import { requestUsageSchema } from '#shared/agents/message-base.ts';
import { functionCallSchema } from '#shared/agents/content.ts';
import { validate, dotted } from '#shared/validate.ts';
import { tokenUsageSchema } from '#shared/conversation.ts';
import { errorDataSchema, TuteeError } from '#shared/errors.ts';
import type { ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { stopReasonSchema, waitReasonSchema } from '#shared/models/reasons.ts';

const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text-delta'), text: z.string() }),
  z.strictObject({ type: z.literal('reasoning-delta'), text: z.string() }),
  z.strictObject({ type: z.literal('text-was-reasoning') }),
  z.strictObject({
    type: z.literal('tool-call-delta'),
    callId: z.string(),
    name: z.string(),
    argumentsText: z.string(),
  }),
  z.strictObject({ type: z.literal('tool-call-end'), call: functionCallSchema }),
  z.strictObject({
    type: z.literal('wait'),
    reason: waitReasonSchema,
    model: z.string(),
    ms: z.number().nonnegative(),
    message: z.string(),
  }),
  z.strictObject({ type: z.literal('shortened'), model: z.string(), messages: z.number().int().positive() }),
  z.strictObject({
    type: z.literal('fallback'),
    model: z.string(),
    next: z.string(),
    message: z.string(),
  }),
  z.strictObject({
    type: z.literal('end'),
    stopReason: stopReasonSchema,
    usage: tokenUsageSchema.nullable(),
    model: z.string().exactOptional(),
    cached: z.boolean().exactOptional(),
    alsoUsed: z.array(requestUsageSchema).exactOptional(),
  }),
]) satisfies z.ZodType<ModelEvent>;

const exchangeSchema = z.strictObject({
  /** The request as JSON; anything that JSON cannot express is lost. */
  request: z.json(),
  events: z.array(eventSchema),
  /** The error after these events; null when it succeeded. */
  error: errorDataSchema.nullable(),
});
export type Exchange = z.infer<typeof exchangeSchema>;

/** All requests and answers of a model with every event, in the order of the requests. */
export const modelRecordingSchema = z.strictObject({
  type: z.literal('ModelRecording'),
  version: z.literal(1),
  model: z.string(),
  local: z.boolean(),
  exchanges: z.array(exchangeSchema),
});
export type ModelRecording = z.infer<typeof modelRecordingSchema>;

/** Without headers, whose values may be secret. */
export function requestAsJson({
  headers: _headers,
  timeoutMs: _timeoutMs,
  ...request
}: ModelRequest): Exchange['request'] {
  return JSON.parse(JSON.stringify(request)) as Exchange['request'];
}

/** Parses a recording. Throws `invalid_input` with the path of the fault; a newer version is named as such. */
export function readRecording(recording: unknown): ModelRecording {
  const parsed = validate(modelRecordingSchema, recording);
  if (parsed.ok) return parsed.value;
  const field = dotted(parsed.fault.path);
  const reason =
    field === 'version' ? 'it may be from a newer Tutee.' : `${field} ${parsed.fault.message}`.trim();
  throw new TuteeError('invalid_input', `This is not a recording of a model: ${reason}`, { field });
}
