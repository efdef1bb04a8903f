import type { CommandHandlers, CommandOutput } from '#shared/contract/commands.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { LearnerChecks } from '../chat/capture/learner-checks.ts';
import type { TurnCapture } from '../chat/capture/turn-capture.ts';
import type { ModelDirectory } from '../models/directory/model-directory.ts';

type LearnerCheckHandlers = Pick<CommandHandlers, 'learning.lastCheck' | 'learning.check'>;
type Checked = CommandOutput<'learning.check'>['checked'];

export function learnerCheckHandlers(
  learners: Pick<LearnerChecks, 'check' | 'resultOf'>,
  directory: Pick<ModelDirectory, 'current' | 'status' | 'named'>,
  captures: Pick<TurnCapture, 'afterCaptures'>,
): LearnerCheckHandlers {
  const checked = (model: ChatModel): Checked => ({
    provider: model.provider ?? '',
    model: model.name,
    check: learners.resultOf(model),
  });
  return {
    // The server is not asked for its default model, because it may not be reachable.
    'learning.lastCheck': async () => {
      const { model: name } = directory.status();
      const model = name === null ? null : await directory.named(name).catch(() => null);
      return { checked: model?.provider === undefined ? null : checked(model) };
    },
    'learning.check': async () => {
      const model = await directory.current();
      if (model?.provider === undefined)
        throw new TuteeError('no_model', 'No model is connected that could be checked.');
      await captures.afterCaptures(model, (signal) => learners.check(model, signal));
      return { checked: checked(model) };
    },
  };
}
