/** Agents and teams whose models and tools say what the outside world has seen of them, over all processes of a durable run. */
import * as z from 'zod';
import { AssistantAgent } from '#main/engine/agents/assistant-agent.ts';
import { DiGraphBuilder } from '#main/engine/teams/graph/di-graph-builder.ts';
import { GraphFlow } from '#main/engine/teams/graph/graph-flow.ts';
import { SelectorGroupChat } from '#main/engine/teams/selector/selector-group-chat.ts';
import { MaxMessageTermination } from '#main/engine/termination/max-message-termination.ts';
import { TextMentionTermination } from '#main/engine/termination/text-mention-termination.ts';
import { AgentTool } from '#main/engine/tools/agent-tool.ts';
import { FunctionTool } from '#main/engine/tools/function-tool.ts';
import type { DurableParticipant } from '#main/engine/durability/durable-run.ts';
import type { ChatModel, ModelRequest } from '#shared/models/model.ts';
import { modelMessageText } from '#shared/models/model-message.ts';

/** What the outside world has seen of a run, over all of its processes. */
export class World {
  readonly asked: string[] = [];
  readonly done: string[] = [];
  readonly questions: string[] = [];

  /** A model whose answer depends on the request alone, as that of a server does. */
  model(name: string, answer: (request: ModelRequest, tools: readonly string[]) => string): ChatModel {
    const asked = (request: ModelRequest) => {
      const said = request.messages.map((message) => `${message.role}: ${modelMessageText(message)}`);
      this.asked.push(`${name}: ${said.join(' | ')}`);
    };
    return {
      name,
      local: true,
      async *stream(request) {
        asked(request);
        await Promise.resolve();
        const results = request.messages.flatMap((each) =>
          each.role === 'tool' ? each.results.map(({ content }) => content) : [],
        );
        const text = answer(request, results);
        // “call tool {json}” calls a tool.
        const call = /^call (\w+) (.*)$/u.exec(text);
        if (call === null) yield { type: 'text-delta', text };
        else {
          const id = `call-${results.length}`;
          yield {
            type: 'tool-call-end',
            call: { id, name: call[1] ?? '', arguments: call[2] ?? '' },
          };
        }
        yield { type: 'end', stopReason: 'stop', usage: { promptTokens: 1, completionTokens: 1 } };
      },
    };
  }

  tool(name: string, safeToRetry = false) {
    return new FunctionTool({
      name,
      description: name,
      parameters: z.object({ what: z.string() }),
      safeToRetry,
      run: ({ what }) => {
        this.done.push(`${name} ${what}`);
        return `${name}: ${what} done`;
      },
    });
  }
}

export const last = ({ messages }: ModelRequest) =>
  modelMessageText(messages.at(-1) ?? { role: 'user', content: '' });

/** A worker with tools, one of them an agent of its own, and a critic, chosen by a model. */
export function selectedTeam(world: World): DurableParticipant {
  const expert = new AssistantAgent({
    name: 'expert',
    modelClient: world.model('expert', (_, results) =>
      results.length === 0 ? 'call look {"what":"maps"}' : `The expert knows ${results.length}`,
    ),
    tools: [world.tool('look')],
    maxToolIterations: 2,
  });
  const worker = new AssistantAgent({
    name: 'worker',
    modelClient: world.model(
      'worker',
      (_, results) =>
        [
          'call order {"what":"bricks"}',
          'call expert {"task":"Where is north?"}',
          'call weigh {"what":"bricks"}',
          'Built.',
        ][results.length] ?? 'Built again.',
    ),
    tools: [world.tool('order'), world.tool('weigh', true), new AgentTool(expert)],
    maxToolIterations: 5,
  });
  const critic = new AssistantAgent({
    name: 'critic',
    modelClient: world.model('critic', () => 'APPROVE'),
  });
  return new SelectorGroupChat({
    participants: [worker, critic],
    modelClient: world.model('selector', (request) => (/Built/u.test(allOf(request)) ? 'critic' : 'worker')),
    terminationCondition: new TextMentionTermination('APPROVE', ['critic']).or(new MaxMessageTermination(9)),
  });
}

function allOf({ messages }: ModelRequest): string {
  return messages.map(modelMessageText).join('\n');
}

/** Two at once, then one. */
export function graph(world: World): DurableParticipant {
  const agent = (name: string) =>
    new AssistantAgent({
      name,
      modelClient: world.model(name, (_, results) =>
        results.length === 0 ? `call note {"what":"${name}"}` : `${name} is done`,
      ),
      tools: [world.tool('note', true)],
      maxToolIterations: 2,
    });
  const [start, left, right, end] = [agent('start'), agent('left'), agent('right'), agent('end')];
  const flow = new DiGraphBuilder()
    .addNode(start)
    .addNode(left)
    .addNode(right)
    .addNode(end)
    .addEdge(start, left)
    .addEdge(start, right)
    .addEdge(left, end)
    .addEdge(right, end)
    .build();
  return new GraphFlow({ participants: [start, left, right, end], graph: flow });
}

export function single(world: World): AssistantAgent {
  return new AssistantAgent({
    name: 'solo',
    modelClient: world.model('solo', (_, results) =>
      results.length < 2 ? `call weigh {"what":"${results.length}"}` : 'Weighed.',
    ),
    tools: [world.tool('weigh', true)],
    maxToolIterations: 3,
  });
}
