import type { ErrorCode } from '#shared/errors.ts';
import { fails, sends } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';

type Refused = (
  name: string,
  status: number,
  body: string,
  code: ErrorCode,
  isAnswer?: boolean,
) => ServerShape;

/** Makes shapes of one group that consist of an error body. `isAnswer`: it comes as an answer of status 200. A key is sent unless `no_key` is expected. */
export function refusals(group: string): Refused {
  return (name, status, body, code, isAnswer = false) => {
    const type = typeOf(body);
    return {
      name: `${group}-${name}`,
      ...(code !== 'no_key' && { key: 'sk-lighthouse' }),
      answers: [isAnswer ? sends(body, type) : fails(status, body, { 'content-type': type })],
      gets: { code },
    };
  };
}

function typeOf(body: string): string {
  if (body.startsWith('<')) return 'text/html';
  return /^(?:data|event):/.test(body) ? 'text/event-stream' : 'application/json';
}
