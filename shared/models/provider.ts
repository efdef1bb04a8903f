/**
 * Providers: where models come from. A model is named by its provider and its own name there, so that two providers may
 * both have a model of one name. No key and no value of a header is part of a provider: those are with the secrets.
 */
import * as z from 'zod';
import { limits, nameText } from '../text.ts';
import { baseUrlSchema, modelNameSchema, proxyAddressSchema } from './address.ts';
import { efforts } from './parameters.ts';

/** Which service or program a provider is; `inside`: models that Tutee runs itself. */
export const providerKinds = [
  'openai',
  'anthropic',
  'google',
  'mistral',
  'deepseek',
  'groq',
  'openrouter',
  'xai',
  'azure',
  'together',
  'ollama',
  'lmstudio',
  'llamacpp',
  'vllm',
  'jan',
  'other',
  'inside',
] as const;
export const providerKindSchema = z.enum(providerKinds);
export type ProviderKind = z.infer<typeof providerKindSchema>;

/** Protocols of services of their own, spoken beside OpenAI's, which nearly every server knows. */
export const nativeProtocolSchema = z.enum(['anthropic', 'google']);
export type NativeProtocol = z.infer<typeof nativeProtocolSchema>;
export const protocolSchema = z.enum(['openai', ...nativeProtocolSchema.options]);
export type Protocol = z.infer<typeof protocolSchema>;

/** Stable, made once from the kind or the host: `openai`, `127.0.0.1-8080`, `openai-2`. */
export const providerIdSchema = z
  .string({ error: 'A provider’s id must be text.' })
  .regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, { error: 'That is not the id of a provider.' });

/** The name of an HTTP header (RFC 9110 token), in lower case. Those that Tutee or HTTP itself sets are refused. */
export const headerNameSchema = z
  .string({ error: 'The name of a header must be text.' })
  .max(100, { error: 'The name of the header is too long.' })
  .transform((text) => text.trim().toLowerCase())
  .refine((name) => /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name), {
    error: 'The name of a header has letters, digits and hyphens, such as X-Team.',
  })
  .refine((name) => !ownHeaders.has(name), { error: 'Tutee sets this header itself.' });

const ownHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'content-type',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/**
 * environment: HTTPS_PROXY, HTTP_PROXY and NO_PROXY. none: straight to the server. An address: through this proxy. A server on
 * this machine is always reached straight, since what stays here must not pass through another machine.
 */
export const proxySchema = z
  .string({ error: 'Give “environment”, “none” or the address of a proxy here.' })
  .transform((text, context): string => {
    if (text === 'environment' || text === 'none') return text;
    const read = proxyAddressSchema.safeParse(text);
    if (read.success) return read.data;
    for (const { message } of read.error.issues) context.addIssue(message);
    return z.NEVER;
  });
export type Proxy = z.infer<typeof proxySchema>;

/** A name for a proxy. */
export const proxyUserSchema = z
  .string()
  .trim()
  .min(1, { error: 'The name for the proxy is empty.' })
  .max(200, { error: 'The name for the proxy is too long.' });

export const providerSchema = z.strictObject({
  id: providerIdSchema,
  name: nameText(limits.title, 'The name'),
  kind: providerKindSchema,
  /** Null for `inside` alone. */
  baseUrl: baseUrlSchema.nullable(),
  /** What its server speaks, as the user says; null or absent: as the address tells. */
  protocol: protocolSchema.nullable().exactOptional(),
  /** The model taken where only the provider is named; null: the first suitable one that it offers. */
  model: modelNameSchema.nullable(),
  /** Headers sent with every request. Their values are secrets and never leave the main side. */
  headerNames: z.array(headerNameSchema).max(20, { error: 'At most 20 headers are sent.' }),
  /** Sent as `api-version` with every request (Azure); null: not sent. */
  apiVersion: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z.-]{1,40}$/, { error: 'The version looks like 2025-04-01-preview.' })
    .nullable(),
  proxy: proxySchema,
  /** The name under which that proxy lets Tutee in; null or absent: none is wanted. Its password is with the secrets. */
  proxyUser: proxyUserSchema.nullable().exactOptional(),
  /** PEM of certificate authorities trusted in addition to the system's; null: none. */
  certificates: z
    .string()
    .max(200_000, { error: 'The certificates are too long.' })
    .transform((text) => text.trim())
    .refine((text) => text.includes('-----BEGIN CERTIFICATE-----'), {
      error: 'A certificate begins with -----BEGIN CERTIFICATE-----.',
    })
    .nullable(),
});
export type Provider = z.infer<typeof providerSchema>;

/** A model, app-wide. A null `model`: the one the provider takes by itself. */
export const modelRefSchema = z.strictObject({
  provider: providerIdSchema,
  model: modelNameSchema.nullable(),
});
export type ModelRef = z.infer<typeof modelRefSchema>;

export const effortSchema = z.enum(efforts);

/** How a model answers. Null fields follow the next wider choice or the server's default. */
export const modelParametersSchema = z.strictObject({
  effort: effortSchema.nullable().default(null),
  temperature: z.number().min(0).max(2).nullable().default(null),
  /** The most tokens of an answer. */
  maxTokens: z.int().min(1).max(1_000_000).nullable().default(null),
});
export type ModelParameters = z.infer<typeof modelParametersSchema>;

/** What a chat or a project has chosen. */
export const modelChoiceSchema = z.strictObject({
  ref: modelRefSchema.nullable(),
  ...modelParametersSchema.shape,
});
export type ModelChoice = z.infer<typeof modelChoiceSchema>;

/** A model as one word, for components and lists: `llama3.2@ollama`. Null: the provider takes one by itself. */
export function modelWord({ provider, model }: ModelRef): string {
  return `${model ?? ''}@${provider}`;
}

/** The model of a word; null when it does not end in the id of one of these providers, as names of models may hold an @. */
export function readModelWord(word: string, providers: readonly Provider[]): ModelRef | null {
  const at = word.lastIndexOf('@');
  const provider = word.slice(at + 1);
  if (at < 0 || !providers.some(({ id }) => id === provider)) return null;
  const model = word.slice(0, at);
  return { provider, model: model === '' ? null : model };
}
