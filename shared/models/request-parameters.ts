import * as z from 'zod';
import { TuteeError } from '../errors.ts';
import { validate } from '../validate.ts';
import type { ModelRequest, ResponseSchema } from './model.ts';
import { effortSchema } from './provider.ts';

const responseFormat = z.custom<ResponseSchema>(isResponseSchema, {
  error: 'Give a format made with outputFormat(name, schema).',
});

/** How a model is asked. On a client for all its requests, on an agent for its own, or for one call: the narrowest wins. */
export const requestParametersSchema = z.strictObject({
  temperature: z.number().min(0).optional(),
  topP: z.number().min(0).max(1).optional(),
  /** The most tokens in the answer. */
  maxTokens: z.int().min(1).optional(),
  /** The answer ends before one of these texts. */
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
  /** For answers that are the same each time, where the server can. */
  seed: z.int().optional(),
  /** Whether the model calls tools: as it likes, never, at least one, or this one. */
  toolChoice: z
    .union([z.enum(['auto', 'none', 'required']), z.strictObject({ name: z.string().min(1) })])
    .optional(),
  /** How long a model that thinks should think. */
  reasoningEffort: effortSchema.optional(),
  responseFormat: responseFormat.optional(),
  /** Further HTTP headers; their values may be secrets. */
  headers: z.record(z.string().min(1), z.string()).optional(),
  /** Further keys of the request's body, as the server names them. */
  extraBody: z.record(z.string(), z.json()).optional(),
  /** From sending to the end of the answer, in ms. */
  timeoutMs: z.number().positive().optional(),
});
export type RequestParameters = z.infer<typeof requestParametersSchema>;

type Asked = Omit<ModelRequest, 'messages' | 'tools'>;

/**
 * The parts of a request that the parameters set.
 * @param field the name of the option that has them, for the message. Throws `invalid_input`.
 */
export function requestWith(parameters: RequestParameters, field = ''): Asked {
  const parsed = validate(requestParametersSchema, parameters);
  if (!parsed.ok) {
    const path = [...(field === '' ? [] : [field]), ...parsed.fault.path].join('.');
    throw new TuteeError('invalid_input', `${path}: ${parsed.fault.message}`, { field: path });
  }
  const { reasoningEffort, responseFormat: responseSchema, stop, ...same } = parsed.value;
  const asked = {
    ...same,
    stop: typeof stop === 'string' ? [stop] : stop,
    effort: reasoningEffort,
    responseSchema,
  };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Asked;
}

/** The parameters among other options. */
export function parametersIn(options: RequestParameters): RequestParameters {
  const known = Object.keys(requestParametersSchema.shape);
  return Object.fromEntries(Object.entries(options).filter(([key]) => known.includes(key)));
}

/** Headers of the client and of the call go together; of everything else the narrower one is taken. */
export function withDefaults(defaults: Partial<ModelRequest>, request: ModelRequest): ModelRequest {
  const headers = { ...defaults.headers, ...request.headers };
  const extraBody = { ...defaults.extraBody, ...request.extraBody };
  return {
    ...defaults,
    ...request,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(Object.keys(extraBody).length > 0 && { extraBody }),
  };
}

function isResponseSchema(given: unknown): given is ResponseSchema {
  if (typeof given !== 'object' || given === null) return false;
  const { name, schema } = given as { readonly name?: unknown; readonly schema?: unknown };
  return typeof name === 'string' && typeof schema === 'object' && schema !== null;
}
