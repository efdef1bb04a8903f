import { IconPlayerPlay } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Link } from 'wouter';
import type { TeamSummary } from '../../../state/runs/agents-store.ts';
import { startDialog } from '../../../state/runs/start-run-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { agentsPath } from '../agents-route.ts';
import { TeamKindIcon } from './team-kind-icon.tsx';
import { visibleMembers, teamTraits } from './team-labels.ts';
import { t, tCount } from '../../../language/translate.ts';

interface TeamCardProps {
  readonly team: TeamSummary;
  /** Further actions, shown at the end. */
  readonly children?: ReactNode;
  /** A short text beside the name. */
  readonly badge?: string | undefined;
  /** Key handler of the name link. */
  readonly onKeyDown?: (event: KeyboardEvent) => void;
}

/** An agent or a team as a card: its description, its members and a Start button. */
export function TeamCard({ team, children, badge, onKeyDown }: TeamCardProps) {
  const { id, name, description } = team;
  const { shown, more } = visibleMembers(team);
  return (
    <li className="agent team-card" aria-label={name}>
      <div className="team-card-head">
        <TeamKindIcon kind={team.kind} />
        <h3 dir="auto">
          <Link href={agentsPath({ type: 'team', key: id, view: 'form' })} onKeyDown={onKeyDown}>
            {name}
          </Link>
        </h3>
        {badge === undefined ? null : <span className="team-badge">{badge}</span>}
      </div>
      {description === '' ? null : (
        <p className="team-card-about" dir="auto">
          {description}
        </p>
      )}
      <p className="team-card-traits">{teamTraits(team)}</p>
      {shown.length === 0 ? null : (
        <ul className="member-chips" aria-label={t('Members')}>
          {shown.map((member) => (
            <li key={member} dir="auto">
              {member}
            </li>
          ))}
          {more === 0 ? null : <li>{tCount(more, 'and {{count}} more', 'and {{count}} more')}</li>}
        </ul>
      )}
      <div className="team-card-actions">
        <Button
          small
          onClick={() => startDialog.open(team)}
          aria-label={t('Start a run: {{name}}', { name })}
        >
          <IconPlayerPlay size={14} stroke={1.8} aria-hidden />
          {t('Start a run')}
        </Button>
        {children}
      </div>
    </li>
  );
}
