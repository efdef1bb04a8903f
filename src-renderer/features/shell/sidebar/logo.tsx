/** The logo: a teal tile with one amber line for what was taught. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 18 18" aria-hidden className="logo">
      <rect width="18" height="18" rx="5" className="logo-tile" />
      <rect x="4.5" y="10" width="9" height="3" rx="1.2" className="logo-line" />
    </svg>
  );
}
