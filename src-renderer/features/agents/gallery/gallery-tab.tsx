import { Link } from 'wouter';
import { loadAgents, useAgentsStore } from '../../../state/runs/agents-store.ts';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { agentsPath } from '../agents-route.ts';
import { TeamCard } from './team-card.tsx';
import { TuteeCard } from './tutee-card.tsx';
import { t } from '../../../language/translate.ts';

/** The Gallery tab: the Tutee assistant and the ready teams. */
export function GalleryTab() {
  const { saved, gallery, error } = useAgentsStore();
  return (
    <div className="agents">
      <TuteeCard />
      <h2 className="agents-heading">{t('Ready teams')}</h2>
      <p className="agents-note">
        {t('Give one a task and watch its members work on it in a chat. You can step in at any time.')}
      </p>
      {error !== null && saved === null ? (
        <FailureState message={error.message} onRetry={() => void loadAgents()} />
      ) : null}
      <ul className="team-cards" aria-label={t('Ready teams')} aria-busy={saved === null && error === null}>
        {gallery.map((team) => (
          <TeamCard key={team.id} team={team}>
            <Link
              href={agentsPath({ type: 'team', key: team.id, view: 'graph' })}
              className="button button-quiet button-small"
              aria-label={t('Look inside: {{name}}', { name: team.name })}
            >
              {t('Look inside')}
            </Link>
          </TeamCard>
        ))}
      </ul>
    </div>
  );
}
