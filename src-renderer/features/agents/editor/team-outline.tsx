import { IconAlertCircle } from '@tabler/icons-react';
import type { Path } from '../component/component-json.ts';
import { useEditor } from '../forms/editor-context.ts';
import { parsePath } from '../component/faults.ts';
import { formOf } from '../forms/specs/forms.ts';
import { NodeIcon } from '../graph/node-icon.tsx';
import { outlineOf, participantPath, samePath } from '../component/outline.ts';
import { kindOf } from '../graph/team-graph.ts';
import { t } from '../../../language/translate.ts';

interface TeamOutlineProps {
  readonly chosen: Path;
  readonly onChoose: (path: Path) => void;
}

/** The members of the team; selecting one opens its form. */
export function TeamOutline({ chosen, onChoose }: TeamOutlineProps) {
  const { component, faults } = useEditor();
  return (
    <nav className="outline" aria-label={t('Members')}>
      <ul>
        {outlineOf(component).map(({ path, component: member, name, level }) => {
          const faulty = faults.some((fault) =>
            samePath(participantPath(component, parsePath(fault.path)), path),
          );
          const label = level === 0 ? (formOf(member)?.label ?? member.provider) : name;
          return (
            <li key={path.join('.')} data-level={Math.min(level, 4)}>
              <button
                type="button"
                aria-current={samePath(path, chosen) ? 'true' : undefined}
                onClick={() => onChoose(path)}
              >
                <NodeIcon kind={kindOf(member)} />
                <span className="outline-name" dir="auto">
                  {label}
                </span>
                {faulty ? (
                  <>
                    <IconAlertCircle size={15} stroke={1.8} aria-hidden className="outline-fault" />
                    <span className="sr-only">{t('has a mistake')}</span>
                  </>
                ) : null}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
