import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import { SelectorGroupChat } from '../teams/selector/selector-group-chat.ts';
import { componentSchema, modelSpec } from './component.ts';
import { teamProvider } from './team-provider.ts';

const flag = z.boolean().exactOptional();

/** Without functions: those are no data. `manualSelection`: a person chooses. */
export const selectorProvider = teamProvider(
  'SelectorGroupChat',
  {
    model: modelSpec.exactOptional(),
    modelClientStream: flag,
    selectorPrompt: z.string().exactOptional(),
    maxSelectorAttempts: z.number().exactOptional(),
    allowRepeatedSpeaker: flag,
    manualSelection: flag,
    modelContext: componentSchema.exactOptional(),
  },
  (options, { model, manualSelection = false, modelContext, ...own }, parts) => {
    const { userInput } = parts.resources;
    if (manualSelection && userInput === undefined) {
      throw new TuteeError('invalid_input', 'There is no way to ask a person here.', {
        field: 'manualSelection',
      });
    }
    return new SelectorGroupChat({
      ...options,
      ...own,
      ...(model !== undefined && { modelClient: parts.model(model, 'model') }),
      ...(modelContext !== undefined && {
        modelContext: parts.build('context', modelContext, 'modelContext'),
      }),
      ...(manualSelection && userInput !== undefined && { userInput }),
    });
  },
);
