import { useLocation } from 'wouter';
import type { TeamDraft } from '../../../state/runs/team-drafts-store.ts';
import { loadSavedVersion, saveCopy } from '../../../state/runs/team-drafts-store.ts';
import { showNotice } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { agentsPath } from '../agents-route.ts';
import { t } from '../../../language/translate.ts';

interface SaveConflictProps {
  readonly teamKey: string;
  readonly draft: TeamDraft;
}

/**
 * Shown when the component was saved or deleted elsewhere meanwhile: offers to load that version or to save this one
 * as a copy.
 */
export function SaveConflict({ teamKey, draft }: SaveConflictProps) {
  const [, navigate] = useLocation();
  const { conflict, saving } = draft;
  if (conflict === null) return null;
  const copy = async (): Promise<void> => {
    const id = await saveCopy(teamKey);
    if (id === null) return;
    showNotice(t('Saved as a copy.'));
    navigate(agentsPath({ type: 'team', key: id, view: 'form' }), { replace: true });
  };
  return (
    <div className="refused-save" role="alert">
      <p>{conflict.message}</p>
      <div className="refused-save-ways">
        {conflict.code === 'changed_since' ? (
          <Button small onClick={() => void loadSavedVersion(teamKey)}>
            {t('Load that version')}
          </Button>
        ) : null}
        <Button small disabled={saving} onClick={() => void copy()}>
          {t('Save mine as a copy')}
        </Button>
      </div>
    </div>
  );
}
