import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ZodType } from 'zod';
import { validate } from '#shared/validate.ts';
import { TuteeError } from '#shared/errors.ts';
import { baseUrlSchema, modelNameSchema } from '#shared/settings.ts';
import { limits } from '#shared/text.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Settings from the environment; see AppOptions in shells/app.ts for the fields. */
export interface EnvironmentSettings {
  readonly dataDir: string | null;
  readonly fixed: { readonly baseUrl?: string; readonly model?: string };
  readonly environmentKey: { readonly origin: string; readonly key: string } | null;
  readonly scriptedModel: string | null;
  /** A mirror of Hugging Face, by the variable that its own tools read; absent: Hugging Face. */
  readonly modelHub?: string;
}

const openAi = 'https://api.openai.com/v1';
const scripted = 'scripted:';

/**
 * Reads Tutee's environment variables; an empty one counts as unset. Throws `bad_setting`, never with a key in its
 * message.
 */
export function readEnvironment(environment: Environment): EnvironmentSettings {
  const model = read(environment, 'TUTEE_MODEL');
  const key = readKey(read(environment, 'OPENAI_API_KEY'));
  const baseUrl = readBaseUrl(read(environment, 'OPENAI_BASE_URL')) ?? (key === null ? null : openAi);
  const script = model?.startsWith(scripted) ? readScriptPath(model.slice(scripted.length)) : null;
  const hub = read(environment, 'HF_ENDPOINT');
  const modelName = model === null || script !== null ? null : check('TUTEE_MODEL', modelNameSchema, model);
  return {
    dataDir: read(environment, 'TUTEE_DATA_DIR'),
    fixed: { ...(baseUrl === null ? {} : { baseUrl }), ...(modelName === null ? {} : { model: modelName }) },
    environmentKey: key === null || baseUrl === null ? null : { origin: new URL(baseUrl).origin, key },
    scriptedModel: script,
    ...(hub === null ? {} : { modelHub: check('HF_ENDPOINT', baseUrlSchema, hub) }),
  };
}

function read(environment: Environment, name: string): string | null {
  const value = environment[name]?.trim() ?? '';
  return value === '' ? null : value;
}

function readBaseUrl(text: string | null): string | null {
  return text === null ? null : check('OPENAI_BASE_URL', baseUrlSchema, text);
}

function readKey(text: string | null): string | null {
  if (text === null) return null;
  // Header values must not contain control characters, spaces or non-ASCII characters.
  if (text.length > limits.apiKey || !/^[\x21-\x7e]+$/.test(text)) {
    throw new TuteeError('bad_setting', 'OPENAI_API_KEY has characters that no key has. Copy it again.', {
      field: 'OPENAI_API_KEY',
    });
  }
  return text;
}

function readScriptPath(path: string): string {
  const absolute = resolve(path);
  if (path === '' || statSync(absolute, { throwIfNoEntry: false })?.isFile() !== true) {
    throw new TuteeError('bad_setting', `TUTEE_MODEL names a script that does not exist: ${absolute}`, {
      field: 'TUTEE_MODEL',
    });
  }
  return absolute;
}

function check(name: string, schema: ZodType<string>, value: string): string {
  const parsed = validate(schema, value);
  if (parsed.ok) return parsed.value;
  throw new TuteeError('bad_setting', `${name}: ${parsed.fault.message}`, { field: name });
}
