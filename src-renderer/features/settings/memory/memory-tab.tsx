import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { learningSchema } from '../../../../shared/settings.ts';
import type { SettingsFormProps } from '../form/settings-form-props.ts';
import { savedSettings, useIsFixed, useSettingsStore } from '../../../state/settings/settings-store.ts';
import { useAutosave } from '../../../state/settings/autosave.ts';
import { learningOptions } from '../../../ui/learning/learning-options.ts';
import { EmbedderFields } from './embedder-fields.tsx';
import { LearningByScope } from './learning-by-scope.tsx';
import { SavedNote } from '../form/saved-note.tsx';
import { fixedNote, SettingsSection } from '../form/settings-section.tsx';
import { useSaveSettings } from '../form/use-save-settings.ts';
import { t } from '../../../language/translate.ts';

/** The Memory tab of Settings: how Tutee learns and uses memories. */
export function MemoryTab() {
  const settings = useSettingsStore(({ view }) => view?.settings);
  const saving = useSaveSettings();
  const recallFixed = useIsFixed('recall');
  const pauseFixed = useIsFixed('learningPaused');
  if (settings === undefined) return <div aria-busy="true" />;
  return (
    <>
      <SettingsSection title={t('Learning')}>
        <LearningChoice settings={settings} save={saving.save} />
        <LearningByScope settings={settings} save={saving.save} />
        <Switch
          label={t('Pause learning')}
          description={
            pauseFixed ? fixedNote : t('Nothing is learned by itself. “Remember that …” still works.')
          }
          checked={settings.learningPaused}
          disabled={pauseFixed}
          onChange={(event) => void saving.save({ learningPaused: event.currentTarget.checked })}
        />
      </SettingsSection>
      <SettingsSection title={t('Memories in answers')}>
        <Switch
          label={t('Send memories with messages')}
          description={
            recallFixed ? fixedNote : t('Only those that fit the message, and your standing preferences.')
          }
          checked={settings.recall}
          disabled={recallFixed}
          onChange={(event) => void saving.save({ recall: event.currentTarget.checked })}
        />
        <BudgetField key={settings.memoryTokens} settings={settings} save={saving.save} />
      </SettingsSection>
      <SettingsSection
        title={t('Comparing meanings')}
        note={t(
          'How Tutee finds memories that mean the same in other words. The built-in way works offline and needs nothing.',
        )}
      >
        <EmbedderFields settings={settings} save={saving.save} />
      </SettingsSection>
      {saving.error === null ? null : (
        <p className="form-error" role="alert">
          {saving.error.message}
        </p>
      )}
      <SavedNote saved={saving.saved} />
    </>
  );
}

function LearningChoice({ settings, save }: SettingsFormProps) {
  const fixed = useIsFixed('learning');
  return (
    <NativeSelect
      label={t('When Tutee learns')}
      description={fixed ? fixedNote : undefined}
      data={[...learningOptions]}
      value={settings.learning}
      disabled={fixed}
      onChange={(event) => void save({ learning: learningSchema.parse(event.currentTarget.value) })}
    />
  );
}

function BudgetField({ settings, save }: SettingsFormProps) {
  const [text, setText] = useState(String(settings.memoryTokens));
  const fixed = useIsFixed('memoryTokens');
  const wrong = !/^\d{1,5}$/.test(text) || Number(text) < 100 || Number(text) > 8_000;
  const commit = async (): Promise<boolean> => {
    if (wrong) return false;
    return Number(text) === savedSettings()?.memoryTokens || save({ memoryTokens: Number(text) });
  };
  useAutosave(commit);
  return (
    <TextInput
      label={t('Room for memories in one message')}
      description={fixed ? fixedNote : t('In tokens, from 100 to 8,000. A token is about four letters.')}
      className="short-field"
      inputMode="numeric"
      value={text}
      readOnly={fixed}
      error={wrong ? t('Type a whole number from 100 to 8000.') : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') void commit();
      }}
    />
  );
}
