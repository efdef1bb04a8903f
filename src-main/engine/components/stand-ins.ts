import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { UnboundedChatCompletionContext } from '../context/unbounded-chat-completion-context.ts';
import type { Memory } from '../ports.ts';
import { ExternalTermination } from '../termination/external-termination.ts';
import type { BuiltComponents, ComponentKind } from './component-kinds.ts';

/**
 * What takes the place of something that could not be made, so that the rest is checked too. Nothing that holds one is ever
 * given out.
 */
export const standIns: { readonly [Kind in ComponentKind]: (name: string) => BuiltComponents[Kind] } = {
  participant: (name) => ({
    name,
    description: '',
    respond: unused,
    reset: unused,
    saveState: unused,
    loadState: unused,
  }),
  termination: () => new ExternalTermination(),
  context: () => new UnboundedChatCompletionContext(),
  tool: (name) => ({ name, description: '', parameters: { type: 'object' }, call: unused }),
  model: standInModel,
};

/** For a component that is only checked. */
export function standInModel(name: string): ChatModel {
  return { name, local: true, stream: unused };
}

export const standInMemory: Memory = { query: unused };

function unused(): never {
  throw new TuteeError('internal', 'What could not be made was used.');
}
