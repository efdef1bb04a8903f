/** The folders and files of a project or an assistant. Opened from the menu of either. */
import { Modal } from '@mantine/core';
import { ownerKey } from '../../state/chat/knowledge-store.ts';
import { useViewStore, view } from '../../state/page/view-store.ts';
import { lazyWithRetry } from '../shell/frame/lazy-with-retry.tsx';
import { RichText } from '../../language/rich-text.tsx';
import { t } from '../../language/translate.ts';

/** Needs more than the first view, which includes this dialog. */
const KnowledgeSources = lazyWithRetry(() => import('./knowledge-sources.tsx'));

export function KnowledgeDialog() {
  const shown = useViewStore(({ knowledge }) => knowledge);
  return (
    <Modal
      opened={shown !== null}
      onClose={view.closeKnowledge}
      size={640}
      title={
        shown === null ? (
          t('Knowledge')
        ) : (
          <RichText text="Knowledge of {{name}}" parts={{ name: <bdi>{shown.name}</bdi> }} />
        )
      }
    >
      {shown === null ? null : <KnowledgeSources key={ownerKey(shown.owner)} owner={shown.owner} />}
    </Modal>
  );
}
