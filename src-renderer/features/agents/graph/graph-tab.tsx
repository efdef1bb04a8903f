import type { Path } from '../component/component-json.ts';
import { isTeam, nameOf } from '../component/component-json.ts';
import { useEditor } from '../forms/editor-context.ts';
import { outlineOf } from '../component/outline.ts';
import { TeamGraphView } from './team-graph-view.tsx';
import { t } from '../../../language/translate.ts';

interface GraphTabProps {
  readonly onOpen: (path: Path) => void;
}

/** Who speaks to whom, as a graph and as a list. Nested teams have graphs of their own. */
export function GraphTab({ onOpen }: GraphTabProps) {
  const { component } = useEditor();
  const graphs = outlineOf(component).filter((item) => item.level === 0 || isTeam(item.component));
  return (
    <div className="graph-tab">
      {graphs.map(({ component: team, path }) => (
        <section key={path.join('.')}>
          {path.length === 0 ? null : <h2>{t('Inside {{team}}', { team: nameOf(team) })}</h2>}
          <TeamGraphView
            team={team}
            onOpen={(index) => onOpen(index === null ? path : [...path, 'config', 'participants', index])}
          />
        </section>
      ))}
    </div>
  );
}
