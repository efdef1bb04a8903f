import { tCount } from '../../../../language/translate.ts';

/** Says which keys of a config have no field. */
export function KeptKeys({ keys }: { readonly keys: readonly string[] }) {
  return (
    <p className="form-note">
      {tCount(
        keys.length,
        'Also set, and kept: {{keys}}. The JSON tab shows it.',
        'Also set, and kept: {{keys}}. The JSON tab shows them.',
        { keys: keys.join(', ') },
      )}
    </p>
  );
}
