import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';

export class JsonElementError extends Error {}

export interface JsonElement {
  /** The name of the member in a file that is an object; null for an element of a list. */
  readonly key: string | null;
  readonly value: unknown;
}

/** Maximum nesting depth; a message's own structure has about ten levels. */
const MOST_DEEP = 200;
/** Characters of a string that are collected before they are decoded. */
const STRING_BUFFER = 64 * 1024;

/**
 * Streams the elements of a JSON file that is a list, or an object with a list `conversations`; the other members of an object are returned
 * with their keys. Holds one element in memory at a time. Throws `JsonElementError` for invalid JSON, too deep nesting, or an element of
 * more than `mostBytes`.
 */
export async function* jsonElements(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: number,
): AsyncGenerator<JsonElement> {
  const found: JsonElement[] = [];
  const tokenizer = new Tokenizer({ stringBufferSize: STRING_BUFFER });
  const parser = new TokenParser({ paths: ['$.*', '$.conversations.*'], keepStack: false });
  let depth = 0;
  let hasEnded = false;
  tokenizer.onToken = (token) => {
    if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) depth += 1;
    else if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET) depth -= 1;
    if (depth > MOST_DEEP) throw new JsonElementError(`It is nested more than ${MOST_DEEP} levels deep.`);
    parser.write(token);
  };
  parser.onValue = ({ value, key }) => {
    found.push({ key: typeof key === 'string' ? key : null, value });
  };
  parser.onEnd = () => {
    hasEnded = true;
  };
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    try {
      tokenizer.write(chunk);
    } catch (thrown) {
      throw thrown instanceof JsonElementError ? thrown : malformed();
    }
    if (found.length > 0) {
      yield* found.splice(0);
      size = 0;
    } else if (size > mostBytes) {
      throw new JsonElementError(`One chat in it is larger than ${Math.floor(mostBytes / 1_000_000)} MB.`);
    }
  }
  if (!hasEnded) throw malformed();
}

function malformed(): JsonElementError {
  return new JsonElementError('It is not whole: it was cut off or changed by another program.');
}
