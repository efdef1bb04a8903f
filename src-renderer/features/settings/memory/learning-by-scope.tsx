import { NativeSelect } from '@mantine/core';
import type { MemoryScope } from '../../../../shared/memory/memory.ts';
import { ownLearning, withLearning } from '../../../ui/words/own-learning.ts';
import { useScopesStore, useScopeWords } from '../../../state/memory/scopes-store.ts';
import { learningChoices } from '../../../ui/words/learning-choices.ts';
import { scopeKey } from '../../../ui/words/scope-words.ts';
import type { SavingProps } from '../form/saving-props.ts';

/** How Tutee learns in each project and with each assistant, where that is set apart; nothing where there is none. */
export function LearningByScope({ settings, save }: SavingProps) {
  const named = useScopesStore((state) => state.scopes);
  const words = useScopeWords();
  const scopes = named.filter(({ state }) => state === 'here').map(({ scope }) => scope);
  const apart = scopes.filter((scope) => ownLearning(settings.learningByScope, scope) !== null);
  const others = scopes.filter((scope) => !apart.includes(scope));
  const set = (scope: MemoryScope, value: string): void => {
    const learning = learningChoices.find((choice) => choice.value === value)?.value ?? null;
    void save({ learningByScope: withLearning(settings.learningByScope, scope, learning) });
  };
  if (scopes.length === 0) return null;
  return (
    <>
      {apart.map((scope) => (
        <NativeSelect
          key={scopeKey(scope)}
          label={`When Tutee learns: ${words(scope)}`}
          data={[{ value: '', label: 'As everywhere else' }, ...learningChoices]}
          value={ownLearning(settings.learningByScope, scope) ?? ''}
          onChange={(event) => set(scope, event.currentTarget.value)}
        />
      ))}
      {others.length === 0 ? null : (
        <NativeSelect
          label="Set learning apart"
          description="For a project or an assistant that should learn in another way."
          data={[
            { value: '', label: 'Choose…' },
            ...others.map((scope) => ({ value: scopeKey(scope), label: words(scope) })),
          ]}
          value=""
          onChange={(event) => {
            const scope = others.find((each) => scopeKey(each) === event.currentTarget.value);
            if (scope !== undefined) set(scope, settings.learning);
          }}
        />
      )}
    </>
  );
}
