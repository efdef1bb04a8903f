import type { CommandHandlers } from '#shared/contract/commands.ts';
import type { MemorySurveys } from '../../teachability/survey/memory-surveys.ts';

type SurveyHandlers = Pick<CommandHandlers, 'memories.map' | 'memories.named' | 'memories.duplicates'>;

export function memorySurveyHandlers(surveys: MemorySurveys): SurveyHandlers {
  return {
    'memories.map': ({ offset, limit }) => surveys.map(offset, limit),
    'memories.named': ({ ids }) => ({ memories: surveys.named(ids) }),
    'memories.duplicates': ({ limit }) => surveys.duplicates(limit),
  };
}
