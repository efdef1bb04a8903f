import { SegmentedControl } from '@mantine/core';
import { accents, densities, textSizes } from '../../../../shared/settings.ts';
import type { SettingsFormProps } from '../form/settings-form-props.ts';
import { SettingsSection } from '../form/settings-section.tsx';
import { t } from '../../../language/translate.ts';

const accentNames: Readonly<Record<(typeof accents)[number], string>> = {
  teal: t('Teal'),
  blue: t('Blue'),
  violet: t('Violet'),
  green: t('Green'),
  graphite: t('Graphite'),
};
const densityNames = { comfortable: t('Comfortable'), compact: t('Compact') } as const;
const sizeNames = { small: t('Small'), normal: t('Normal'), large: t('Large'), larger: t('Larger') } as const;

/** The looks of the page. Each choice shows at once. */
export function LooksSection({ settings, save }: SettingsFormProps) {
  return (
    <SettingsSection
      title={t('Looks')}
      note={t('Memories stay amber, whatever colour you choose for the rest.')}
    >
      <fieldset className="accents">
        <legend>{t('Accent colour')}</legend>
        {accents.map((accent) => (
          <label key={accent} className="accent-option">
            <input
              type="radio"
              name="accent"
              value={accent}
              checked={settings.accent === accent}
              onChange={() => void save({ accent })}
            />
            <span className="accent-swatch" data-accent={accent} aria-hidden />
            {accentNames[accent]}
          </label>
        ))}
      </fieldset>
      <div className="looks-choice">
        <span id="looks-density">{t('Density')}</span>
        <SegmentedControl
          size="xs"
          aria-labelledby="looks-density"
          data={densities.map((value) => ({ value, label: densityNames[value] }))}
          value={settings.density}
          onChange={(density) => void save({ density })}
        />
      </div>
      <div className="looks-choice">
        <span id="looks-size">{t('Text size')}</span>
        <SegmentedControl
          size="xs"
          aria-labelledby="looks-size"
          data={textSizes.map((value) => ({ value, label: sizeNames[value] }))}
          value={settings.textSize}
          onChange={(textSize) => void save({ textSize })}
        />
      </div>
    </SettingsSection>
  );
}
