/** Combines the code samples in the engine's guide into one program for type-checking, each in its own scope. */

/** Declarations that the samples use and the guide does not show. */
const stage = `
import * as z from 'zod';
import * as engine from 'tutee/engine';
declare const model: engine.ChatModel;
declare const small: engine.ChatModel;
declare const agent: engine.AssistantAgent;
declare const writer: engine.AssistantAgent;
declare const critic: engine.AssistantAgent;
declare const printer: engine.AssistantAgent;
declare const team: engine.RoundRobinGroupChat;
declare const sameTeam: engine.RoundRobinGroupChat;
declare const search: engine.Tool;
declare const file: string;
declare function measure(city: string): Promise<number>;
declare class Debate extends engine.BaseGroupChat {
  constructor(options: engine.GroupChatOptions, judge: string);
}
`;

/** Imports are moved to the top; what a sample uses of the engine without importing it is imported for it. */
export function snippetsAsProgram(guide: string): string {
  const pieces = [...guide.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
  if (pieces.length === 0) throw new Error('The guide has no pieces of code.');
  const bodies = pieces.map((code) => code.replace(/^import .*;\n/gm, ''));
  const names = new Set(
    bodies.flatMap((code) =>
      [
        ...code.matchAll(/\bnew ([A-Z]\w+)|\b(standardComponents|teamProvider|messageText|fromAutoGen)\(/g),
      ].flatMap(([, made, called]) => made ?? called ?? []),
    ),
  );
  const own = new Set(['AbortController', 'Debate']);
  const imported = [...names].filter((name) => !own.has(name)).toSorted();
  const scopes = bodies.map((code, index) => `export async function piece${index + 1}() {\n${code}}\n`);
  return [`import { ${imported.join(', ')} } from 'tutee/engine';`, stage, ...scopes].join('\n');
}
