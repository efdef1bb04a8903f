/** Settings, Tools: the skills that models may use. */
import { useEffect, useState } from 'react';
import { loadSkills, permitSkillTool, useSkillsStore } from '../../../state/settings/skills-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { FailureState } from '../../../ui/controls/empty-state.tsx';
import { AddSkillDialog } from './add-skill-dialog.tsx';
import { OwnToolRow } from './own-tool-row.tsx';
import { SkillCard } from './skill-card.tsx';
import { t } from '../../../language/translate.ts';

export function SkillsSection() {
  const { skills, tools, error } = useSkillsStore();
  const [adding, setAdding] = useState(false);
  useEffect(() => void loadSkills(), []);
  if (error !== null) return <FailureState message={error.message} onRetry={() => void loadSkills()} />;
  if (skills === null) return <section aria-busy="true" />;
  const scripted = skills.some(({ hasScripts }) => hasScripts);
  return (
    <section className="tools-section" aria-label={t('Skills')}>
      <div className="tools-head">
        <h2>{t('Skills')}</h2>
        <Button onClick={() => setAdding(true)}>{t('Add a skill')}</Button>
      </div>
      <p className="settings-note tools-note">
        {t(
          'A skill is a folder with a SKILL.md that says how to do a kind of task. A model that can call tools sees its name and description, and reads the rest when it needs it. Read a skill before you switch it on: the model will follow it.',
        )}
      </p>
      {skills.length === 0 ? null : (
        <ul className="tool-servers" aria-label={t('Skills')}>
          {skills.map((skill) => (
            <SkillCard key={skill.id} skill={skill} />
          ))}
        </ul>
      )}
      {scripted ? (
        <ul className="tool-servers" aria-label={t('What skills may do')}>
          {tools
            .filter(({ writes }) => writes)
            .map((tool) => (
              <OwnToolRow
                key={tool.name}
                tool={tool}
                onPermit={(permission) => void permitSkillTool(tool.name, permission)}
              />
            ))}
        </ul>
      ) : null}
      <AddSkillDialog opened={adding} onClose={() => setAdding(false)} />
    </section>
  );
}
