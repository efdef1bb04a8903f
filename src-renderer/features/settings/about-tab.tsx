import { useAppStore } from '../../state/page/app-store.ts';
import { SettingsSection } from './form/settings-section.tsx';
import { ThirdPartyNotices } from './third-party-notices.tsx';

/** The About tab: version, licence, shell and privacy. */
export function AboutTab() {
  const info = useAppStore((state) => state.info);
  if (info === null) return <div aria-busy="true" />;
  return (
    <SettingsSection title="Tutee" note="The assistant you teach.">
      <dl className="facts">
        <div>
          <dt>Version</dt>
          <dd>{info.version}</dd>
        </div>
        <div>
          <dt>Licence</dt>
          <dd>MIT</dd>
        </div>
        <div>
          <dt>Runs in</dt>
          <dd>
            {info.shell === 'electron' ? 'its own window' : 'the browser'}
            {info.shellReason === null ? '' : `: ${info.shellReason}`}
          </dd>
        </div>
        <div>
          <dt>System</dt>
          <dd>{info.platform}</dd>
        </div>
        <div>
          <dt>Privacy</dt>
          <dd>No account, no telemetry. What you write goes to the model you chose and nowhere else.</dd>
        </div>
      </dl>
      <ThirdPartyNotices />
    </SettingsSection>
  );
}
