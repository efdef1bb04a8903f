import { NativeSelect } from '@mantine/core';
import type { MemoryScope } from '../../../../shared/memory/memory.ts';
import { learningOverride, withLearningOverride } from '../../../ui/learning/learning-override.ts';
import { useScopesStore, useFormatScope } from '../../../state/memory/scopes-store.ts';
import { learningOptions } from '../../../ui/learning/learning-options.ts';
import { scopeKey } from '../../../ui/format/format-scope.ts';
import type { SettingsFormProps } from '../form/settings-form-props.ts';
import { t } from '../../../language/translate.ts';

/**
 * Learning settings of single projects and assistants that differ from the general one; renders nothing when there
 * are none.
 */
export function LearningByScope({ settings, save }: SettingsFormProps) {
  const named = useScopesStore((state) => state.scopes);
  const formatScope = useFormatScope();
  const scopes = named.filter(({ state }) => state === 'here').map(({ scope }) => scope);
  const overridden = scopes.filter((scope) => learningOverride(settings.learningByScope, scope) !== null);
  const others = scopes.filter((scope) => !overridden.includes(scope));
  const set = (scope: MemoryScope, value: string): void => {
    const learning = learningOptions.find((choice) => choice.value === value)?.value ?? null;
    void save({ learningByScope: withLearningOverride(settings.learningByScope, scope, learning) });
  };
  if (scopes.length === 0) return null;
  return (
    <>
      {overridden.map((scope) => (
        <NativeSelect
          key={scopeKey(scope)}
          label={t('When Tutee learns: {{scope}}', { scope: formatScope(scope) })}
          data={[{ value: '', label: t('As everywhere else') }, ...learningOptions]}
          value={learningOverride(settings.learningByScope, scope) ?? ''}
          onChange={(event) => set(scope, event.currentTarget.value)}
        />
      ))}
      {others.length === 0 ? null : (
        <NativeSelect
          label={t('Set learning apart')}
          description={t('For a project or an assistant that should learn in another way.')}
          data={[
            { value: '', label: t('Choose…') },
            ...others.map((scope) => ({ value: scopeKey(scope), label: formatScope(scope) })),
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
