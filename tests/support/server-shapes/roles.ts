/** Templates that reject a role, and features that a server lacks: the request is adapted and sent again. */
import type { ModelMessage } from '#shared/models/model-message.ts';
import { answers, fails } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import { messagesOf } from './shape.ts';
import type { ServerShape } from './shape.ts';

const json = (status: number, body: unknown): Behaviour =>
  fails(status, JSON.stringify(body), { 'content-type': 'application/json' });

type Roles = readonly string[];
const rolesOf = (body: Readonly<Record<string, unknown>> | null): Roles =>
  messagesOf(body).map(({ role }) => String(role));
const refusesRoles =
  (refused: (roles: Roles) => boolean, refusal: Behaviour): Behaviour =>
  (response, request) =>
    (refused(rolesOf(request.body)) ? refusal : answers('Aye.'))(response, request);
const hasSystem = (roles: Roles) => roles.includes('system');
const repeats = (roles: Roles) => {
  const turns = roles.filter((role) => role !== 'system');
  return turns.some((role, at) => role === turns[at - 1] || (at === 0 && role !== 'user'));
};

const twoInARow: readonly ModelMessage[] = [
  { role: 'system', content: 'You are a pilot.' },
  { role: 'user', content: 'The first answer failed.' },
  { role: 'user', content: 'So I ask again.' },
];
const jinja = (words: string): Behaviour =>
  json(500, {
    error: {
      code: 500,
      message: `\n------------\nWhile executing CallExpression at line 12, column 9 in source:\nError: Jinja Exception: ${words}`,
      type: 'server_error',
    },
  });

const roles: ServerShape[] = [
  {
    name: 'llamacpp-roles-must-alternate',
    asks: { messages: twoInARow },
    answers: [
      refusesRoles(repeats, jinja('Conversation roles must alternate user/assistant/user/assistant/...')),
    ],
    gets: { text: 'Aye.', sends: { messages: [{ role: 'system' }, { role: 'user' }] } },
  },
  {
    name: 'vllm-roles-must-alternate-400',
    asks: { messages: twoInARow },
    answers: [
      refusesRoles(
        repeats,
        json(400, {
          object: 'error',
          message:
            'After the optional system message, conversation roles must alternate user and assistant roles',
          type: 'BadRequestError',
        }),
      ),
    ],
    gets: { text: 'Aye.' },
  },
  {
    name: 'gemma-system-role-not-supported',
    asks: { messages: [twoInARow[0], twoInARow[1]] as ModelMessage[] },
    answers: [refusesRoles(hasSystem, jinja('System role not supported'))],
    gets: { text: 'Aye.', sends: { messages: [{ role: 'user' }] } },
  },
  {
    name: 'system-messages-500',
    asks: { messages: [twoInARow[0], twoInARow[1]] as ModelMessage[] },
    answers: [
      refusesRoles(
        hasSystem,
        json(500, { error: { message: 'System messages are not supported by this template' } }),
      ),
    ],
    gets: { text: 'Aye.' },
  },
  {
    name: 'google-developer-instruction',
    asks: { messages: [twoInARow[0], twoInARow[1]] as ModelMessage[] },
    key: 'k',
    answers: [
      refusesRoles(
        hasSystem,
        json(400, [
          {
            error: {
              code: 400,
              message: 'Developer instruction is not enabled for models/quokka-3',
              status: 'INVALID_ARGUMENT',
            },
          },
        ]),
      ),
    ],
    gets: { text: 'Aye.' },
  },
  {
    name: 'template-refuses-both',
    asks: { messages: twoInARow },
    answers: [
      refusesRoles(hasSystem, jinja('Only user, assistant and tool roles are supported, got system.')),
      refusesRoles((all) => hasSystem(all) || repeats(all), jinja('conversation roles must alternate')),
    ],
    gets: { text: 'Aye.' },
  },
  {
    name: 'last-message-must-be-user',
    asks: { messages: [...twoInARow, { role: 'assistant', content: 'Half an answer' }] },
    answers: [
      refusesRoles(
        (all) => all.at(-1) !== 'user',
        json(400, {
          object: 'error',
          message:
            'Expected last role User or Tool (or Assistant with prefix True) for serving but got assistant',
          code: '3230',
        }),
      ),
    ],
    gets: { text: 'Aye.' },
  },
  {
    name: 'template-broken-for-good',
    answers: [jinja('Unknown method: items at row 3')],
    gets: { code: 'template_failed', says: 'Unknown method: items' },
  },
  {
    name: 'no-user-query-found',
    answers: [
      json(500, {
        error: { message: 'Error rendering prompt with jinja template: "No user query found in messages."' },
      }),
    ],
    gets: { code: 'template_failed', says: 'No user query found' },
  },
];

const features: ServerShape[] = [
  {
    name: 'stream-options-forbidden-422',
    answers: [
      json(422, {
        detail: [
          { type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' },
        ],
      }),
      answers('Fine without.'),
    ],
    gets: { text: 'Fine without.' },
  },
  {
    name: 'refused-without-naming',
    answers: [json(400, { error: 'bad request' }), answers('Bare works.')],
    gets: { text: 'Bare works.' },
  },
  {
    name: 'streaming-not-supported',
    answers: [
      json(400, {
        error: {
          message: 'Streaming is not supported for this model. Set stream to false.',
          param: 'stream',
        },
      }),
      json(200, {
        choices: [{ message: { role: 'assistant', content: 'In one piece.' }, finish_reason: 'stop' }],
      }),
    ],
    gets: { text: 'In one piece.', sends: { stream: false } },
  },
  {
    name: 'max-tokens-too-large',
    asks: { maxTokens: 64_000 },
    answers: [
      json(400, {
        error: {
          message: 'max_tokens is too large: 64000. This model supports at most 16384 completion tokens.',
          param: 'max_tokens',
        },
      }),
      answers('Within limits.'),
    ],
    gets: { text: 'Within limits.' },
  },
  {
    name: 'names-not-allowed',
    asks: { messages: [{ role: 'user', content: 'Ahoy', name: 'Ada' }] },
    key: 'k',
    answers: [
      json(422, {
        detail: [
          {
            type: 'extra_forbidden',
            loc: ['body', 'messages', 0, 'user', 'name'],
            msg: 'Extra inputs are not permitted',
          },
        ],
      }),
      answers('Ahoy.'),
    ],
    gets: { text: 'Ahoy.' },
  },
  {
    name: 'temperature-only-default',
    asks: { temperature: 0 },
    key: 'k',
    answers: [
      json(400, {
        error: {
          message:
            "Unsupported value: 'temperature' does not support 0. Only the default (1) value is supported.",
        },
      }),
      answers('At my own heat.'),
    ],
    gets: { text: 'At my own heat.' },
  },
  {
    name: 'schema-not-supported',
    asks: { responseSchema: { name: 'log', schema: { type: 'object' } } },
    answers: [
      json(400, { error: { message: 'This response_format type is unavailable now' } }),
      answers('{}'),
    ],
    gets: { text: '{}' },
  },
  {
    name: 'content-must-be-text',
    asks: { messages: [{ role: 'user', content: [{ type: 'text', text: 'Only words here' }] }] },
    answers: [
      (response, request) =>
        (typeof messagesOf(request.body)[0]?.['content'] === 'string'
          ? answers('Words are fine.')
          : json(400, { error: { message: 'messages[0].content must be a string' } }))(response, request),
    ],
    gets: { text: 'Words are fine.' },
  },
];

export const roleShapes: readonly ServerShape[] = [...roles, ...features];
