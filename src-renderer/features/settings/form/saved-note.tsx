import { t } from '../../../language/translate.ts';

/** A "Saved" note that reserves its space, so that nothing moves when it appears. */
export function SavedNote({ saved }: { readonly saved: boolean }) {
  return (
    <span className="saved-note" role="status">
      {saved ? t('Saved') : ''}
    </span>
  );
}
