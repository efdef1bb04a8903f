import { NativeSelect } from '@mantine/core';
import { languages, languageChoices, type LanguageChoice } from '../../../../shared/languages.ts';
import { t } from '../../../language/translate.ts';
import type { SettingsFormProps } from '../form/settings-form-props.ts';
import { SettingsSection } from '../form/settings-section.tsx';

/** The language of the page. Another one takes the page to be loaded again, which it does by itself. */
export function LanguageSection({ settings, save }: SettingsFormProps) {
  return (
    <SettingsSection
      title={t('Language')}
      note={t(
        'Of the buttons and texts of Tutee. Answers come in the language you write in, or as you teach it.',
      )}
    >
      <NativeSelect
        aria-label={t('Language')}
        data={languageChoices.map((value) => ({
          value,
          label: value === 'system' ? t('As the system') : languages[value],
        }))}
        value={settings.language}
        onChange={({ currentTarget }) => void save({ language: currentTarget.value as LanguageChoice })}
      />
    </SettingsSection>
  );
}
