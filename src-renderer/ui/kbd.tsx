import './kbd.css';

/** A key or a combination, such as "Ctrl N". */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className="kbd">{keys}</kbd>;
}
