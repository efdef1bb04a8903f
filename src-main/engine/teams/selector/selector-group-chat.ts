import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { ChatCompletionContext } from '../../context/chat-completion-context.ts';
import type { UserInput } from '../../ports.ts';
import { collectFaults } from '../../run/collect-faults.ts';
import { checkedInteger } from '../../run/checked-integer.ts';
import { BaseGroupChat } from '../base-group-chat.ts';
import type { GroupChatOptions } from '../base-group-chat.ts';
import { DEFAULT_CONSECUTIVE_TURNS } from '../consecutive-turns.ts';
import { SelectorManager } from './selector-manager.ts';
import type { CandidateFunc, SelectorFunc } from './selector-manager.ts';
import { checkedSelectorPrompt } from './selector-prompt.ts';
import { recordComponent } from '../../run/component-record.ts';

/** At least one of `modelClient`, `userInput` and `selectorFunc` is required. */
export interface SelectorGroupChatOptions extends GroupChatOptions {
  /** Selects by reading the conversation. With `emitTeamEvents` its answers are streamed as SelectorEvents. */
  readonly modelClient?: ChatModel;
  /** With `emitTeamEvents`: whether its answers are streamed in chunks too. */
  readonly modelClientStream?: boolean;
  /** May contain the placeholders {roles}, {participants} and {history}; the last two are required. */
  readonly selectorPrompt?: string;
  /** Selects the part of the conversation that the model sees. Default: all of it. */
  readonly modelContext?: ChatCompletionContext;
  /** Maximum number of attempts of the model or the person per turn; default 3. */
  readonly maxSelectorAttempts?: number;
  /** Whether the same participant may speak twice in a row; default false. More often only with `maxConsecutiveTurns` (default 2). */
  readonly allowRepeatedSpeaker?: boolean;
  /** Called first; its result is final, null leaves the choice to the person or the model. */
  readonly selectorFunc?: SelectorFunc;
  /** Returns the candidates. Overrides `allowRepeatedSpeaker`. */
  readonly candidateFunc?: CandidateFunc;
  /** A person selects; an empty answer leaves the choice to the model. */
  readonly userInput?: UserInput;
}

/** A team in which a model, a person or a function selects the next speaker from the conversation. */
export class SelectorGroupChat extends BaseGroupChat {
  /** Throws `invalid_input` that names the invalid fields. */
  constructor(options: SelectorGroupChatOptions) {
    const type = 'SelectorGroupChat';
    const { modelClient, userInput, selectorFunc, candidateFunc } = options;
    const { maxSelectorAttempts: maxAttempts = 3, allowRepeatedSpeaker = false } = options;
    const { maxConsecutiveTurns = DEFAULT_CONSECUTIVE_TURNS } = options;
    super(type, { ...options, maxConsecutiveTurns }, (names, participants, consecutive) => {
      const [prompt] = collectFaults(
        () => checkedSelectorPrompt(options.selectorPrompt),
        () => checkedInteger(maxAttempts, 1, 'maxSelectorAttempts'),
        () => checkHasChooser(options),
        () => checkHasChoice(names),
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
    const { modelClient: model, ...rest } = options;
    const manualSelection = userInput === undefined ? undefined : true;
    recordComponent(this, SelectorGroupChat, 'SelectorGroupChat', { ...rest, model, manualSelection });
  }
}

function checkHasChooser({ modelClient, userInput, selectorFunc }: SelectorGroupChatOptions): void {
  if (modelClient !== undefined || userInput !== undefined || selectorFunc !== undefined) return;
  throw wrong('modelClient', 'Nobody chooses who speaks: give a modelClient, a userInput or a selectorFunc.');
}

function checkHasChoice(names: readonly string[]): void {
  if (names.length === 1) throw wrong('participants', 'To choose among, there must be two participants.');
}

function wrong(field: string, message: string): TuteeError {
  return new TuteeError('invalid_input', message, { field });
}
