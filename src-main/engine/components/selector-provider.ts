import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import { SelectorGroupChat } from '../teams/selector/selector-group-chat.ts';
import { bySpeakerRules, bySpeakerTransitions } from '../teams/selector/speaker-rules.ts';
import { componentSchema, modelSpec } from './component.ts';
import { teamProvider } from './team-provider.ts';

const flag = z.boolean().exactOptional();
const name = z.string().min(1);

/** Functions are no data: rules and transitions say what can be said of them. `manualSelection`: a person chooses. */
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
    /** The first that fits says who speaks next; when none does, a person or the model chooses. */
    speakerRules: z
      .array(
        z.strictObject({
          after: name.exactOptional(),
          said: z.string().min(1).exactOptional(),
          speaks: name,
        }),
      )
      .min(1)
      .exactOptional(),
    /** Who may be chosen after whom. */
    allowedSpeakerTransitions: z.record(name, z.array(name).min(1)).exactOptional(),
  },
  (options, config, parts) => {
    const {
      model,
      manualSelection = false,
      modelContext,
      speakerRules,
      allowedSpeakerTransitions: transitions,
      ...own
    } = config;
    const { userInput } = parts.resources;
    if (manualSelection && userInput === undefined)
      throw wrong('There is no way to ask a person here.', 'manualSelection');
    if (model === undefined && !manualSelection && speakerRules === undefined)
      throw wrong('Nobody chooses who speaks. Choose a model, let a person choose, or give rules.', 'model');
    const names = options.participants.map((participant) => participant.name);
    const member = (given: string, ...path: readonly (string | number)[]): void => {
      if (!names.includes(given))
        throw wrong(`There is no “${given}” in the team. There are: ${names.join(', ')}.`, path.join('.'));
    };
    for (const [index, { speaks }] of speakerRules?.entries() ?? [])
      member(speaks, 'speakerRules', index, 'speaks');
    for (const [from, among] of Object.entries(transitions ?? {})) {
      member(from, 'allowedSpeakerTransitions', from);
      for (const [index, to] of among.entries()) member(to, 'allowedSpeakerTransitions', from, index);
    }
    return new SelectorGroupChat({
      ...options,
      ...own,
      ...(model !== undefined && { modelClient: parts.model(model, 'model') }),
      ...(modelContext !== undefined && {
        modelContext: parts.build('context', modelContext, 'modelContext'),
      }),
      ...(manualSelection && userInput !== undefined && { userInput }),
      ...(speakerRules !== undefined && { selectorFunc: bySpeakerRules(speakerRules) }),
      ...(transitions !== undefined && { candidateFunc: bySpeakerTransitions(transitions, names) }),
    });
  },
);

function wrong(message: string, field: string): TuteeError {
  return new TuteeError('invalid_input', message, { field });
}
