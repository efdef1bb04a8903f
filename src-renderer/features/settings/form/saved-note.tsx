/** A quiet "Saved" that takes its room always, so that nothing moves when it shows. */
export function SavedNote({ saved }: { readonly saved: boolean }) {
  return (
    <span className="saved-note" role="status">
      {saved ? 'Saved' : ''}
    </span>
  );
}
