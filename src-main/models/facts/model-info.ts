import type { ModelInfo } from '#shared/models/model.ts';
import { knownFacts } from './published-facts.ts';
import { namesOf } from './model-names.ts';

/** What is publicly known about a model, and what the program says, which counts more. */
export function modelInfo(baseUrl: string, model: string, given: Partial<ModelInfo> = {}): ModelInfo {
  const { vision, tools, context } = knownFacts(baseUrl, model);
  return {
    family: namesOf(model).at(-1) ?? model,
    vision,
    functionCalling: tools,
    structuredOutput: null,
    contextWindow: context,
    ...given,
  };
}
