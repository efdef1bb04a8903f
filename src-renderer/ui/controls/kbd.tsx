import './kbd.css';

/** A key or a combination, such as "Ctrl N". Hidden from names: a button is called by what it does. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className="kbd" aria-hidden>
      {keys}
    </kbd>
  );
}
