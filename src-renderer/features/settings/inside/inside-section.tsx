import { useEffect } from 'react';
import type { Settings } from '../../../../shared/settings.ts';
import { chooseInside, isChosen, loadInside, useInsideStore } from '../../../state/settings/inside-store.ts';
import { useIsFixed } from '../../../state/settings/settings-store.ts';
import { SettingsSection } from '../form/settings-section.tsx';
import { formatSize } from './format-size.ts';
import { InsideRow } from './inside-row.tsx';
import { OpenModelFile } from './open-model-file.tsx';
import { t } from '../../../language/translate.ts';
import './inside.css';

interface InsideSectionProps {
  readonly settings: Settings;
  readonly save: (changes: Partial<Settings>) => Promise<boolean>;
}

/** Models that Tutee runs itself: a short list of downloads, and the user's own files. */
export function InsideSection({ settings, save }: InsideSectionProps) {
  const view = useInsideStore((store) => store.view);
  const fixed = useIsFixed('baseUrl');
  useEffect(() => void loadInside(), []);
  return (
    <SettingsSection
      title={t('On this machine')}
      note={t(
        'Models that Tutee runs itself, without a server or a key. What you write stays here. Nothing is downloaded until you ask for it; the files come from Hugging Face.',
      )}
    >
      {view === null ? <p className="settings-state">{t('Looking at what is here…')}</p> : null}
      {view?.unavailable === undefined || view.unavailable === null ? null : (
        <p className="settings-state" role="note">
          {view.unavailable}
        </p>
      )}
      {view !== null && view.unavailable === null ? (
        <>
          <ul className="inside-models" aria-label={t('Models on this machine')}>
            {view.models.map((model) => (
              <InsideRow
                key={model.id}
                model={model}
                chosen={isChosen(model, settings)}
                fixed={fixed}
                onChoose={() => void save(chooseInside(model, settings))}
              />
            ))}
          </ul>
          {view.freeBytes === null ? null : (
            <p className="settings-state">
              {t('{{size}} free on the disk.', { size: formatSize(view.freeBytes) })}
            </p>
          )}
          <OpenModelFile />
        </>
      ) : null}
    </SettingsSection>
  );
}
