/** A loopback server with a path for each shape: `http://127.0.0.1:port/NAME/v1`. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { record, sends } from '../openai-server.ts';
import type { RecordedRequest } from '../openai-server.ts';
import type { ServerShape } from './shape.ts';

const chatPath = /^v1\/(chat\/completions|messages|models\/test-model:streamGenerateContent)(\?|$)/;

export class ShapeServer {
  readonly #http: Server;
  readonly #shapes: ReadonlyMap<string, ServerShape>;
  readonly #asked = new Map<string, RecordedRequest[]>();

  private constructor(http: Server, shapes: readonly ServerShape[]) {
    this.#http = http;
    this.#shapes = new Map(shapes.map((shape) => [shape.name, shape]));
    if (this.#shapes.size !== shapes.length) throw new Error('Two shapes have one name.');
    http.on('request', (request, response) => void this.#answer(request, response));
  }

  static async start(shapes: readonly ServerShape[]): Promise<ShapeServer> {
    const http = createServer();
    const server = new ShapeServer(http, shapes);
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return server;
  }

  baseUrl(name: string): string {
    const address = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('The server does not listen.');
    return `http://127.0.0.1:${address.port}/${name}/v1`;
  }

  /** The chat requests for one shape. */
  asked(name: string): readonly RecordedRequest[] {
    return this.#asked.get(name) ?? [];
  }

  async stop(): Promise<void> {
    const closed = once(this.#http, 'close');
    this.#http.close();
    this.#http.closeAllConnections();
    await closed;
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const closed = once(response, 'close').then((): 'finished' | 'cut' =>
      response.writableFinished ? 'finished' : 'cut',
    );
    const request = { ...(await record(incoming)), closed };
    const [, name = '', ...path] = request.path.split('/');
    const shape = this.#shapes.get(name);
    if (shape === undefined || !chatPath.test(path.join('/')))
      return sends('{"object":"list","data":[{"id":"test-model"}]}')(response, request);
    const asked = [...this.asked(name), request];
    this.#asked.set(name, asked);
    const answer = shape.answers[asked.length - 1] ?? shape.answers.at(-1);
    if (answer === undefined) throw new Error(`The shape ${name} has no answer.`);
    answer(response, request);
  }
}
