import { useAppStore } from '../../state/page/app-store.ts';
import { SettingsSection } from './form/settings-section.tsx';
import { ThirdPartyNotices } from './third-party-notices.tsx';
import { t } from '../../language/translate.ts';

/** The About tab: version, licence, shell and privacy. */
export function AboutTab() {
  const info = useAppStore((state) => state.info);
  if (info === null) return <div aria-busy="true" />;
  const place = info.shell === 'electron' ? t('its own window') : t('the browser');
  return (
    <SettingsSection title="Tutee" note={t('The assistant you teach.')}>
      <dl className="facts">
        <div>
          <dt>{t('Version')}</dt>
          <dd>{info.version}</dd>
        </div>
        <div>
          <dt>{t('Licence')}</dt>
          <dd>{'MIT'}</dd>
        </div>
        <div>
          <dt>{t('Runs in')}</dt>
          <dd>
            {info.shellReason === null
              ? place
              : t('{{place}}: {{reason}}', { place, reason: info.shellReason })}
          </dd>
        </div>
        <div>
          <dt>{t('System')}</dt>
          <dd>{info.platform}</dd>
        </div>
        <div>
          <dt>{t('Privacy')}</dt>
          <dd>
            {t('No account, no telemetry. What you write goes to the model you chose and nowhere else.')}
          </dd>
        </div>
      </dl>
      <ThirdPartyNotices />
    </SettingsSection>
  );
}
