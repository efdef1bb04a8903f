import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import type { ResponseSchema } from '#shared/models/model.ts';
import { parseJson } from '../run/parse-json.ts';
import { withoutDialect } from '../tools/without-dialect.ts';
import { patternFault, schemaFault } from '../tools/schema-fault.ts';

type Json = z.infer<ReturnType<typeof z.json>>;

/** The format that an agent's answers must have. */
export interface OutputFormat extends ResponseSchema {
  /** Parses and validates the text of an answer. Throws `invalid_output`; `detail` has the path of each issue. */
  parse(text: string): Json;
}

/** Creates a format from a zod schema or from a JSON schema without `pattern`. Throws `invalid_input` for an unusable schema. */
export function outputFormat(
  name: string,
  given: z.ZodType | Readonly<Record<string, unknown>>,
): OutputFormat {
  const { schema, check } = bothOf(name, given);
  return {
    name,
    schema,
    parse(text) {
      const parsed = check.safeParse(parseJson(text));
      if (parsed.success) return z.json().parse(parsed.data);
      throw new TuteeError('invalid_output', `The model’s answer is not a “${name}”.`, {
        detail: z.prettifyError(parsed.error),
      });
    },
  };
}

function bothOf(name: string, given: z.ZodType | Readonly<Record<string, unknown>>) {
  const path = ['outputFormat', 'schema'];
  const fault = given instanceof z.ZodType ? null : (schemaFault(given, path) ?? patternFault(given, path));
  if (fault !== null) {
    throw new TuteeError(
      'invalid_input',
      `“${name}” cannot be an answer’s form: ${fault.path}: ${fault.reason}.`,
      { field: fault.path },
    );
  }
  try {
    if (given instanceof z.ZodType) return { schema: withoutDialect(z.toJSONSchema(given)), check: given };
    const check = z.fromJSONSchema({ ...given });
    // Fails here, and not at the first answer, for a schema that refers only to itself: it would recurse without end.
    check.safeParse(null);
    return { schema: withoutDialect(given), check };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TuteeError('invalid_input', `“${name}” cannot be an answer’s form: ${reason}.`, {
      field: 'outputFormat',
    });
  }
}
