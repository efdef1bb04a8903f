import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Bench } from '../bench.ts';
import { TestApp } from '../../support/app.ts';
import { mean } from '../statistics.ts';

const TURNS = 40;
/** The first turns have no prompt before them that is worth keeping. */
const WARM_UP = 2;

/**
 * How much of a prompt a server finds in its cache: the share of a turn's prompt, in bytes of its messages, that is equal to the
 * beginning of the prompt of the turn before. Played through the whole app against a loopback server, with memories that differ from
 * turn to turn.
 */
export const prefix: Bench = {
  name: 'prefix',
  dataSet: null,
  async run({ progress }) {
    const prompts: string[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const { messages, response_format: schema } = JSON.parse(body === '' ? '{}' : body) as {
          messages?: unknown;
          response_format?: unknown;
        };
        if (messages !== undefined && schema === undefined) prompts.push(JSON.stringify(messages));
        const text = schema === undefined ? reply(prompts.length) : '{"memories":[]}';
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(
          JSON.stringify({ choices: [{ message: { content: text }, finish_reason: 'stop' }], data: [] }),
        );
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = address === null || typeof address === 'string' ? 0 : address.port;
    const app = await TestApp.start({ fixed: { baseUrl: `http://127.0.0.1:${port}/v1`, model: 'm' } });
    try {
      for (const [name, town] of people) await app.say(`Remember that my friend ${name} lives in ${town}.`);
      prompts.length = 0;
      let chat: string | null = null;
      const answered: number[] = [];
      for (let turn = 0; turn < TURNS; turn += 1) {
        const [name] = people[turn % people.length] ?? ['Ada'];
        const said = await app.say(
          `Where does ${name} live, and what could we do there on day ${turn}?`,
          chat,
        );
        chat = said.conversationId;
        answered.push(prompts.length - 1);
        // Learning from the message is over before the next one.
        await wait(5);
      }
      const asked = answered.flatMap((at) => prompts[at] ?? []);
      progress(`${asked.length} prompts`);
      const shares = asked.slice(WARM_UP).map((prompt, at) => shareOf(asked[at + WARM_UP - 1] ?? '', prompt));
      return {
        measures: { prefix_share_mean: mean(shares), prefix_share_last: shares.at(-1) ?? 0 },
        settings: { turns: TURNS, memories: people.length },
      };
    } finally {
      await app.stop();
      server.close();
      server.closeAllConnections();
    }
  },
};

const people = [
  ['Ada', 'Bergen'],
  ['Bo', 'Cork'],
  ['Cleo', 'Delft'],
  ['Dara', 'Evora'],
  ['Elif', 'Faro'],
] as const;

function reply(number: number): string {
  return `Answer ${number}: one could walk along the water, look at the boats, and have soup in a small place by the quay.`;
}

/** The share of `prompt` that is equal to the beginning of `before`. */
function shareOf(before: string, prompt: string): number {
  let same = 0;
  while (same < prompt.length && prompt.charCodeAt(same) === before.charCodeAt(same)) same += 1;
  return same / prompt.length;
}
