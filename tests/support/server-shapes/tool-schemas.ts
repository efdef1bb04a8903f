/** Servers that reject a whole request because they do not read one keyword in the parameters of one tool. */
import { answers, fails } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';

/** What tools of MCP servers look like: references, alternatives, closed objects, formats, lists of types. */
const parameters = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  additionalProperties: false,
  properties: {
    port: { $ref: '#/$defs/port' },
    since: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }], default: null },
    height: { type: ['number', 'null'], exclusiveMinimum: 0 },
    order: { oneOf: [{ const: 'rising' }, { const: 'falling' }] },
    marks: { type: 'array', items: { allOf: [{ $ref: '#/$defs/mark' }] }, uniqueItems: true },
  },
  required: ['port'],
  $defs: {
    port: { type: 'string', description: 'The harbour.', pattern: '^[A-Z]' },
    mark: { type: 'object', properties: { name: { type: 'string' } }, patternProperties: { '^x': {} } },
  },
};
const tools = [{ name: 'tide_table', description: 'Tells when the tide turns.', parameters, strict: true }];

const plain = {
  type: 'object',
  properties: {
    port: { type: 'string', description: 'The harbour.' },
    since: { type: 'string' },
    height: { type: 'number' },
    order: { type: 'string', enum: ['rising', 'falling'] },
    marks: { type: 'array', items: { type: 'object', properties: { name: { type: 'string' } } } },
  },
  required: ['port'],
};

/** Keywords that the strictest servers do not read. */
const beyondPlain =
  /"(?:\$ref|\$defs|\$schema|anyOf|oneOf|allOf|const|format|pattern|additionalProperties|exclusiveMinimum|uniqueItems|patternProperties|default|strict)"/;

const unlessPlain =
  (status: number, body: unknown): Behaviour =>
  (response, request) =>
    (beyondPlain.test(JSON.stringify(request.body?.['tools']))
      ? fails(status, JSON.stringify(body))
      : answers('High at noon.'))(response, request);

const refused = (name: string, body: unknown, status = 400): ServerShape => ({
  name,
  asks: { tools },
  answers: [unlessPlain(status, body)],
  gets: {
    text: 'High at noon.',
    requests: 2,
    sends: {
      tools: [
        {
          type: 'function',
          function: { name: 'tide_table', description: 'Tells when the tide turns.', parameters: plain },
        },
      ],
    },
  },
});

export const toolSchemas: readonly ServerShape[] = [
  refused('schema-array-items-missing', {
    error: {
      message:
        "Invalid schema for function 'tide_table': In context=('properties', 'marks'), array schema missing items.",
      type: 'invalid_request_error',
      param: 'tools[0].function.parameters',
      code: 'invalid_function_parameters',
    },
  }),
  refused('schema-unknown-name', [
    {
      error: {
        code: 400,
        message:
          'Invalid JSON payload received. Unknown name "additionalProperties" at \'tools[0].function_declarations[0].parameters\': Cannot find field.',
        status: 'INVALID_ARGUMENT',
      },
    },
  ]),
  refused(
    'schema-grammar-500',
    {
      error: { code: 500, message: 'failed to parse grammar', type: 'server_error' },
    },
    500,
  ),
  refused('schema-conversion-failed', {
    error: {
      code: 400,
      message: 'JSON schema conversion failed:\nUnrecognized schema: {"pattern":"^[A-Z]"}',
    },
  }),
  refused('schema-draft-2020', {
    type: 'error',
    error: {
      type: 'invalid_request_error',
      message:
        'tools.0.custom.input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12.',
    },
  }),
  refused('schema-own-flavour', {
    error: {
      message:
        'Invalid request: tools.function.parameters is not a valid flavored json schema, details: <At path properties.since: type should be defined in anyOf items>',
      type: 'invalid_request_error',
    },
  }),
  refused('schema-features-not-supported', {
    object: 'error',
    message: 'The provided JSON schema contains features not supported by xgrammar.',
    type: 'BadRequestError',
    code: 400,
  }),
  refused(
    'schema-detail-list',
    {
      detail: [
        {
          loc: ['body', 'tools', 0, 'function', 'parameters', 'properties', 'height', 'type'],
          msg: 'Input should be a valid string',
          type: 'string_type',
        },
      ],
    },
    422,
  ),
  refused('schema-says-nothing', { error: { message: 'Bad Request' } }),
];
