/** Teams that run for as long as they may, and a model server that never ends them. */
import type { SavedTeam } from '#shared/agents/saved-team.ts';
import { beginStream, writeChunk, writeData } from '../openai-server.ts';
import type { Behaviour } from '../openai-server.ts';
import { bot, component, roundRobin } from '../runs.ts';

type Json = SavedTeam['component'];

const usage = { prompt_tokens: 90, completion_tokens: 10 };

/** A ledger that says the work is unfinished and `a` is next. */
const ledger = JSON.stringify({
  is_request_satisfied: { reason: '-', answer: false },
  is_in_loop: { reason: '-', answer: false },
  is_progress_being_made: { reason: '-', answer: true },
  next_speaker: { reason: '-', answer: 'a' },
  instruction_or_question: { reason: '-', answer: 'Go on.' },
});

interface Body {
  readonly messages: readonly { readonly role: string; readonly content?: unknown }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
  readonly response_format?: unknown;
}

/** Always continues: calls the first offered tool unless it has just done so, and hands over whenever it can. */
export const talks: Behaviour = (response, request) => {
  const { messages, tools, response_format: format } = request.body as unknown as Body;
  const tool = tools?.[0]?.function.name;
  const called = messages.at(-1)?.role === 'tool';
  beginStream(response);
  if (tool !== undefined && (!called || tool.startsWith('transfer_to')))
    writeChunk(response, {
      tool_calls: [
        { index: 0, id: `c${messages.length}`, function: { name: tool, arguments: '{"task":"Look."}' } },
      ],
    });
  else writeChunk(response, { content: format === undefined ? 'Thank you. a' : ledger });
  writeChunk(response, {}, tool === undefined ? 'stop' : 'tool_calls');
  writeData(response, { choices: [], usage });
  response.end('data: [DONE]\n\n');
};

const budget = { maxRequests: 8 };
const often = { maxTurns: 50 };
export const two = [bot('a'), bot('b')];
const hands = (name: string, target: string) => bot(name, { handoffs: [target] });
const node = (name: string, target: string, condition: string) => ({ name, edges: [{ target, condition }] });
const inside = component('RoundRobinGroupChat', { name: 'inside', participants: two, ...often });

/** By what repeats in them; each may send 8 requests. */
export const endless: Readonly<Record<string, Json>> = {
  'two who thank each other': roundRobin(two, { budget }),
  'one who takes turns with itself': roundRobin([bot('a')], { budget }),
  'a selector whose model always chooses the same': component('SelectorGroupChat', {
    name: 'team',
    participants: two,
    model: 'default',
    allowRepeatedSpeaker: true,
    budget,
  }),
  'two who hand over to each other': component('Swarm', {
    name: 'team',
    participants: [hands('a', 'b'), hands('b', 'a')],
    budget,
  }),
  'a graph whose loop nobody ends': component('GraphFlow', {
    name: 'team',
    participants: [...two, bot('end')],
    graph: {
      nodes: [
        { name: 'a', activation: 'any', edges: [{ target: 'b' }] },
        {
          name: 'b',
          edges: [
            { target: 'a', condition: 'Thank' },
            { target: 'end', condition: 'VERDICT' },
          ],
        },
        { name: 'end' },
      ],
      entryPoints: ['a'],
    },
    ...often,
    budget,
  }),
  'an orchestrator that is never done': component('MagenticOneGroupChat', {
    name: 'team',
    participants: two,
    model: 'default',
    ...often,
    budget,
  }),
  'a team that thinks for an agent': component('SocietyOfMindAgent', {
    name: 'society',
    team: inside,
    model: 'default',
    budget,
  }),
  'a team behind a tool': component('AssistantAgent', {
    name: 'lead',
    model: 'default',
    tools: [component('TeamTool', { team: inside, name: 'ask_team', description: 'Asks the team.' })],
    budget,
  }),
  'an agent behind a tool': roundRobin(
    [
      bot('lead', {
        tools: [component('AgentTool', { agent: bot('helper') })],
        reflectOnToolUse: true,
      }),
    ],
    { budget },
  ),
  'a chat of two': component('TwoAgentChat', { name: 'team', participants: two, maxTurns: 50, budget }),
  'several at the same time': component('GraphFlow', {
    name: 'team',
    participants: [bot('start'), bot('x'), bot('y'), bot('z'), bot('end')],
    graph: {
      nodes: [
        {
          name: 'start',
          activation: 'any',
          edges: ['x', 'y', 'z'].map((target) => ({ target })),
        },
        ...['x', 'y'].map((name) => ({ name, edges: [] })),
        {
          name: 'z',
          edges: [node('z', 'start', 'Thank').edges[0] ?? {}, { target: 'end', condition: 'END' }],
        },
        { name: 'end' },
      ],
      entryPoints: ['start'],
    },
    ...often,
    budget,
  }),
};
