/**
 * A teachable agent in two runs: what a person teaches in one is known in the next, even by another agent. Recalled memories
 * are part of one request and never of the agent's saved state.
 */
import { AssistantAgent, ScriptedChatModel, Teachability } from 'tutee/engine';
import type { TeachableMemory } from 'tutee/engine';
import { printRun } from './print-run.ts';

/**
 * The simplest memory: it stores messages that begin with "Remember" and recalls all of them. Tutee's own memory is in its
 * store.
 */
class ListMemory implements TeachableMemory {
  readonly #texts: string[] = [];

  captureExplicit: TeachableMemory['captureExplicit'] = ({ text }) => {
    const told = /^remember:?\s+(.+)/i.exec(text)?.[1];
    if (told === undefined) return Promise.resolve([]);
    this.#texts.push(told);
    return Promise.resolve([String(this.#texts.length - 1)]);
  };

  captureImplicit: TeachableMemory['captureImplicit'] = () => Promise.resolve();

  recall: TeachableMemory['recall'] = ({ exclude }) => {
    const found = this.#texts.flatMap((content, index) =>
      exclude.includes(String(index)) ? [] : [{ id: String(index), content, metadata: {} }],
    );
    const text =
      found.length === 0 ? '' : `What the user taught: ${found.map(({ content }) => content).join('; ')}`;
    return Promise.resolve({ results: found, text });
  };
}

function makeAgent(): AssistantAgent {
  const model = new ScriptedChatModel([
    { when: { systemIncludes: 'metric' }, reply: 'It is 42 km away.' },
    { when: { lastUserIncludes: 'remember' }, reply: 'I will.' },
    { reply: 'It is 26 miles away.' },
  ]);
  return new AssistantAgent({ name: 'guide', modelClient: model });
}

export async function main(): Promise<string[]> {
  const teachability = new Teachability({ memory: new ListMemory(), scope: { type: 'shared' } });
  const untaught = await printRun(teachability.addTo(makeAgent()).runStream('How far is it?'));
  const taught = await printRun(teachability.addTo(makeAgent()).runStream('Remember: I use metric units'));
  const later = await printRun(teachability.addTo(makeAgent()).runStream('How far is it?'));
  return [...untaught, ...taught, ...later];
}

if (import.meta.main) await main();
