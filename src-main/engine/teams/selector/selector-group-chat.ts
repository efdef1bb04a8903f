import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { ChatCompletionContext } from '../../context/chat-completion-context.ts';
import type { UserInput } from '../../ports.ts';
import { allMade } from '../../run/all-made.ts';
import { wholeNumber } from '../../run/whole-number.ts';
import { BaseGroupChat } from '../base-group-chat.ts';
import type { GroupChatOptions } from '../base-group-chat.ts';
import { USUAL_CONSECUTIVE_TURNS } from '../consecutive-turns.ts';
import { SelectorManager } from './selector-manager.ts';
import type { CandidateFunc, SelectorFunc } from './selector-manager.ts';
import { checkedSelectorPrompt } from './selector-prompt.ts';

/** At least one of `modelClient`, `userInput` and `selectorFunc` is there to choose. */
export interface SelectorGroupChatOptions extends GroupChatOptions {
  /** Chooses by reading the conversation. With `emitTeamEvents` its answers are streamed as SelectorEvents. */
  readonly modelClient?: ChatModel;
  /** Whether, with `emitTeamEvents`, they are streamed in pieces too. */
  readonly modelClientStream?: boolean;
  /** With the places {roles}, {participants} and {history}. */
  readonly selectorPrompt?: string;
  /** What of the conversation the model is shown; everything when not given. */
  readonly modelContext?: ChatCompletionContext;
  /** How often, at most, the model or the person may name somebody for one turn; 3 when not given. */
  readonly maxSelectorAttempts?: number;
  /** Whether the same participant may speak twice in a row; false when not given. Oftener only by `maxConsecutiveTurns`, 2 when not given. */
  readonly allowRepeatedSpeaker?: boolean;
  /** Asked first; what it answers holds, null leaves it to the others. */
  readonly selectorFunc?: SelectorFunc;
  /** Who may be chosen. With it `allowRepeatedSpeaker` does not matter. */
  readonly candidateFunc?: CandidateFunc;
  /** A person chooses; an empty answer leaves it to the model. */
  readonly userInput?: UserInput;
}

/** A team in which somebody who follows the conversation chooses who speaks next: a model, a person, or a function. */
export class SelectorGroupChat extends BaseGroupChat {
  /** Throws `invalid_input` with the fields at fault. */
  constructor(options: SelectorGroupChatOptions) {
    const type = 'SelectorGroupChat';
    const { modelClient, userInput, selectorFunc, candidateFunc } = options;
    const { maxSelectorAttempts: maxAttempts = 3, allowRepeatedSpeaker = false } = options;
    const { maxConsecutiveTurns = USUAL_CONSECUTIVE_TURNS } = options;
    super(type, { ...options, maxConsecutiveTurns }, (names, participants, consecutive) => {
      const [prompt] = allMade(
        () => checkedSelectorPrompt(options.selectorPrompt),
        () => wholeNumber(maxAttempts, 1, 'maxSelectorAttempts'),
        () => refuseNobody(options),
        () => refuseOne(names),
      );
      const source = options.name ?? type;
      const emit = options.emitTeamEvents ?? false;
      const stream = options.modelClientStream ?? false;
      return new SelectorManager({
        participants,
        model:
          modelClient === undefined
            ? null
            : { model: modelClient, prompt, maxAttempts, source, emit, stream },
        person: userInput === undefined ? null : { userInput, source, maxAttempts },
        selectorFunc,
        candidateFunc,
        mayRepeat: (name) => allowRepeatedSpeaker && !consecutive.isOver(name),
        modelContext: options.modelContext,
      });
    });
  }
}

function refuseNobody({ modelClient, userInput, selectorFunc }: SelectorGroupChatOptions): void {
  if (modelClient !== undefined || userInput !== undefined || selectorFunc !== undefined) return;
  throw wrong('modelClient', 'Nobody chooses who speaks: give a modelClient, a userInput or a selectorFunc.');
}

function refuseOne(names: readonly string[]): void {
  if (names.length === 1) throw wrong('participants', 'To choose among, there must be two participants.');
}

function wrong(field: string, message: string): TuteeError {
  return new TuteeError('invalid_input', message, { field });
}
