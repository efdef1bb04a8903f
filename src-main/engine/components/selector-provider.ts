import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import { collectFaults, mapCollectingFaults } from '../run/collect-faults.ts';
import { SelectorGroupChat } from '../teams/selector/selector-group-chat.ts';
import { bySpeakerRules, bySpeakerTransitions } from '../teams/selector/speaker-rules.ts';
import { componentSchema, modelSpec } from './component.ts';
import type { ComponentPath } from './component.ts';
import { placeholderModel } from './placeholders.ts';
import { teamProvider } from './team-provider.ts';

const flag = z.boolean().exactOptional();
const name = z.string().min(1);

/** Functions cannot be data: `speakerRules` and `allowedSpeakerTransitions` replace them. `manualSelection`: a person chooses. */
export const selectorProvider = teamProvider(
  'SelectorGroupChat',
  {
    model: modelSpec.exactOptional(),
    modelClientStream: flag,
    selectorPrompt: z.string().exactOptional(),
    maxSelectorAttempts: z.number().exactOptional(),
    allowRepeatedSpeaker: flag,
    maxConsecutiveTurns: z.number().exactOptional(),
    manualSelection: flag,
    modelContext: componentSchema.exactOptional(),
    /** The first matching rule decides who speaks next; when none matches, a person or the model chooses. */
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
    /** Which speakers may follow each speaker. */
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
    const names = options.participants.map((participant) => participant.name);
    const nobody = missingChooser(config, userInput !== undefined);
    const [team] = collectFaults(
      () =>
        new SelectorGroupChat({
          ...options,
          ...own,
          ...(model !== undefined && { modelClient: parts.model(model, 'model') }),
          // A placeholder, so that the rest is checked too.
          ...(nobody !== null && { modelClient: placeholderModel('') }),
          ...(modelContext !== undefined && {
            modelContext: parts.build('context', modelContext, 'modelContext'),
          }),
          ...(manualSelection && userInput !== undefined && { userInput }),
          ...(speakerRules !== undefined && { selectorFunc: bySpeakerRules(speakerRules) }),
          ...(transitions !== undefined && { candidateFunc: bySpeakerTransitions(transitions, names) }),
        }),
      () => {
        if (nobody !== null) throw nobody;
      },
      () => checkRules(speakerRules ?? [], names),
      () => checkTransitions(transitions ?? {}, names),
    );
    return team;
  },
);

interface Choosers {
  readonly model?: unknown;
  readonly manualSelection?: boolean;
  readonly speakerRules?: unknown;
}

function missingChooser(
  { model, manualSelection = false, speakerRules }: Choosers,
  canAsk: boolean,
): TuteeError | null {
  if (manualSelection)
    return canAsk ? null : wrong('There is no way to ask a person here.', 'manualSelection');
  if (model !== undefined || speakerRules !== undefined) return null;
  return wrong('Nobody chooses who speaks. Choose a model, let a person choose, or give rules.', 'model');
}

function checkRules(rules: readonly { readonly speaks: string }[], names: readonly string[]): void {
  mapCollectingFaults(rules, ({ speaks }, index) =>
    checkMember(speaks, names, 'speakerRules', index, 'speaks'),
  );
}

function checkTransitions(
  transitions: Readonly<Record<string, readonly string[]>>,
  names: readonly string[],
): void {
  mapCollectingFaults(Object.entries(transitions), ([from, among]) =>
    collectFaults(
      () => checkMember(from, names, 'allowedSpeakerTransitions', from),
      () =>
        mapCollectingFaults(among, (to, at) => checkMember(to, names, 'allowedSpeakerTransitions', from, at)),
    ),
  );
}

function checkMember(given: string, names: readonly string[], ...path: ComponentPath): void {
  if (names.includes(given)) return;
  throw wrong(`There is no “${given}” in the team. There are: ${names.join(', ')}.`, path.join('.'));
}

function wrong(message: string, field: string): TuteeError {
  return new TuteeError('invalid_input', message, { field });
}
