import { Link } from 'wouter';
import { useAppStore } from '../../../state/page/app-store.ts';
import { useSettingsStore } from '../../../state/settings/settings-store.ts';
import { Logo } from '../../shell/sidebar/logo.tsx';
import { modelLabel } from '../../shell/sidebar/model-label.ts';
import { t } from '../../../language/translate.ts';

/** The built-in assistant, which answers in every chat. */
export function TuteeCard() {
  const model = useAppStore((state) => state.model);
  const settings = useSettingsStore(({ view }) => view?.settings);
  const learning =
    settings?.learningPaused === true
      ? t('Paused')
      : settings === undefined
        ? '…'
        : { automatic: t('Automatic'), ask: t('Asks first'), told: t('Only when told') }[settings.learning];
  return (
    <article className="agent tutee-card" aria-label="Tutee">
      <div className="agent-head">
        <Logo />
        <div>
          <h2>{'Tutee'}</h2>
          <p>{t('The assistant you teach. It answers in every chat and remembers what you tell it.')}</p>
        </div>
      </div>
      <dl className="agent-facts">
        <div>
          <dt>{t('Model')}</dt>
          <dd>
            <Link href="/settings/models">{model === null ? '…' : modelLabel(model)}</Link>
          </dd>
        </div>
        <div>
          <dt>{t('Memories in answers')}</dt>
          <dd>
            <Link href="/settings/memory">{settings?.recall === false ? t('Off') : t('On')}</Link>
          </dd>
        </div>
        <div>
          <dt>{t('Learning')}</dt>
          <dd>
            <Link href="/settings/memory">{learning}</Link>
          </dd>
        </div>
      </dl>
    </article>
  );
}
