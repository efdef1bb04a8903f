import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { UnboundedChatCompletionContext } from '../context/unbounded-chat-completion-context.ts';
import type { Memory } from '../ports.ts';
import { ExternalTermination } from '../termination/external-termination.ts';
import type { BuiltComponents, ComponentKind } from './component-kinds.ts';

/**
 * Replace parts that could not be built, so that the rest of a component is checked too. A component that contains one is never
 * returned to the caller.
 */
export const placeholders: { readonly [Kind in ComponentKind]: (name: string) => BuiltComponents[Kind] } = {
  participant: (name) => ({
    name,
    description: '',
    run: unused,
    runStream: unused,
    respond: unused,
    reset: unused,
    saveState: unused,
    loadState: unused,
  }),
  termination: () => new ExternalTermination(),
  context: () => new UnboundedChatCompletionContext(),
  tool: (name) => ({ name, description: '', parameters: { type: 'object' }, call: unused }),
  model: placeholderModel,
};

/** A model for components that are only checked. */
export function placeholderModel(name: string): ChatModel {
  return { name, local: true, stream: unused };
}

export const placeholderMemory: Memory = { query: unused };

function unused(): never {
  throw new TuteeError('internal', 'A placeholder for a part that could not be built was used.');
}
