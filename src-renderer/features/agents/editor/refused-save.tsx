import { useLocation } from 'wouter';
import type { TeamDraft } from '../../../state/runs/team-drafts.ts';
import { loadTheirs, saveCopy } from '../../../state/runs/team-drafts.ts';
import { showNotice } from '../../../state/page/toast-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { agentsPath } from '../agents-place.ts';

interface RefusedSaveProps {
  readonly teamKey: string;
  readonly draft: TeamDraft;
}

/** Somebody else saved or deleted it meanwhile: both ways on. Nothing of either is lost. */
export function RefusedSave({ teamKey, draft }: RefusedSaveProps) {
  const [, navigate] = useLocation();
  const { refusal, saving } = draft;
  if (refusal === null) return null;
  const copy = async (): Promise<void> => {
    const id = await saveCopy(teamKey);
    if (id === null) return;
    showNotice('Saved as a copy.');
    navigate(agentsPath({ type: 'team', key: id, view: 'form' }), { replace: true });
  };
  return (
    <div className="refused-save" role="alert">
      <p>{refusal.message}</p>
      <div className="refused-save-ways">
        {refusal.code === 'changed_since' ? (
          <Button small onClick={() => void loadTheirs(teamKey)}>
            Load that version
          </Button>
        ) : null}
        <Button small disabled={saving} onClick={() => void copy()}>
          Save mine as a copy
        </Button>
      </div>
    </div>
  );
}
