import { IconColumns2 } from '@tabler/icons-react';
import type { MessageView } from '../../../../shared/conversation.ts';
import { comparison } from '../../../state/chat/comparison-store.ts';
import { IconButton } from '../../../ui/controls/button.tsx';
import { t } from '../../../language/translate.ts';

/** Compares an answer with its other versions; renders nothing if it is the only one. */
export function CompareButton({ message: { id, versions } }: { readonly message: MessageView }) {
  if (versions === null) return null;
  return (
    <IconButton label={t('Compare side by side')} aria-haspopup="dialog" onClick={() => comparison.open(id)}>
      <IconColumns2 size={15} stroke={1.6} aria-hidden />
    </IconButton>
  );
}
