import './kbd.css';

/** A key or a combination, such as "Ctrl N". Hidden from the accessible name of the button around it. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className="kbd" aria-hidden>
      {keys}
    </kbd>
  );
}
