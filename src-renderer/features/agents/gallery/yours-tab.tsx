import { IconUsers } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { chooseAnswererForNewChat } from '../../../state/chat/answerers-store.ts';
import { view } from '../../../state/page/view-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { deleteTeam, loadAgents, useAgentsStore } from '../../../state/runs/agents-store.ts';
import { isChanged, isNew, useTeamDrafts } from '../../../state/runs/team-drafts-store.ts';
import { EmptyState, FailureState } from '../../../ui/controls/empty-state.tsx';
import { useRestoreFocus } from '../../../ui/hooks/use-restore-focus.ts';
import { agentsPath } from '../agents-route.ts';
import { TeamCard } from './team-card.tsx';
import { TeamMenu } from './team-menu.tsx';
import { t } from '../../../language/translate.ts';

/** The user's own agents and teams. */
export function YoursTab() {
  const { saved, error } = useAgentsStore();
  const keepFocus = useRestoreFocus(() =>
    document.querySelector<HTMLElement>('.team-cards a, .agents-scroll'),
  );
  if (saved === null) {
    return (
      <div className="agents" aria-busy={error === null}>
        {error === null ? null : <FailureState message={error.message} onRetry={() => void loadAgents()} />}
      </div>
    );
  }
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    const team = saved[at];
    if (event.key !== 'Delete' || team === undefined) return;
    keepFocus();
    void deleteTeam(team);
  };
  return (
    <div className="agents">
      <Unsaved />
      {saved.length === 0 ? (
        <EmptyState icon={<IconUsers size={24} stroke={1.4} aria-hidden />} title={t('None of your own yet')}>
          <p>{t('Make one with New, or open a ready team in the Gallery and save a copy of it.')}</p>
        </EmptyState>
      ) : (
        <ul className="team-cards" aria-label={t('Your agents and teams')}>
          {saved.map((team, at) => (
            <YourCard
              key={team.id}
              id={team.id}
              onKeyDown={(event) => onKeyDown(event, at)}
              onAct={keepFocus}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface YourCardProps {
  readonly id: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onAct: () => void;
}

function YourCard({ id, onKeyDown, onAct }: YourCardProps) {
  const team = useAgentsStore(({ saved }) => saved?.find((each) => each.id === id));
  const draft = useTeamDrafts(({ drafts }) => drafts.get(id));
  const [, navigate] = useLocation();
  if (team === undefined) return null;
  const changed = draft !== undefined && isChanged(draft);
  const chat = (): void => {
    chooseAnswererForNewChat('new', team.id);
    navigate('/chat');
    view.focusComposer();
  };
  return (
    <TeamCard team={team} badge={changed ? t('Changes not saved') : undefined} onKeyDown={onKeyDown}>
      {team.kind === 'assistant' ? (
        <Button small aria-label={t('Chat with {{name}}', { name: team.name })} onClick={chat}>
          {t('Chat', {}, 'verb')}
        </Button>
      ) : null}
      <Link
        href={agentsPath({ type: 'team', key: id, view: 'form' })}
        className="button button-quiet button-small"
        aria-label={t('Edit: {{name}}', { name: team.name })}
      >
        {t('Edit')}
      </Link>
      <TeamMenu team={team} onAct={onAct} />
    </TeamCard>
  );
}

/** New teams and copies that were never saved. They are kept until the window closes. */
function Unsaved() {
  const drafts = useTeamDrafts((state) => state.drafts);
  const unsaved = [...drafts].filter(([key, draft]) => isNew(key) && isChanged(draft));
  if (unsaved.length === 0) return null;
  return (
    <section className="unsaved" aria-label={t('Not saved yet')}>
      <h2 className="agents-heading">{t('Not saved yet')}</h2>
      <ul>
        {unsaved.map(([key, { name }]) => (
          <li key={key}>
            <Link href={agentsPath({ type: 'team', key, view: 'form' })} dir="auto">
              {name === '' ? t('Without a name') : name}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
