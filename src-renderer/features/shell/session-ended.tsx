import { Logo } from './logo.tsx';

/** The page of a window whose session no longer holds. */
export function SessionEnded() {
  return (
    <main className="session-ended">
      <Logo />
      <h1>This window’s session ended.</h1>
      <p>Start Tutee again or open the link it printed. Everything you taught it is still there.</p>
    </main>
  );
}
