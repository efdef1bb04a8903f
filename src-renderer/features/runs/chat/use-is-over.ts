import { useEffect, useState } from 'react';

/** What a timer can wait, in ms. */
const LONGEST = 2_147_483_647;

/** Whether `until` (ms since 1970) has come, drawn anew when it does; null: there is nothing to wait for. */
export function useIsOver(until: number | null): boolean {
  const [over, setOver] = useState<number | null>(null);
  useEffect(() => {
    if (until === null) return;
    const left = Math.min(LONGEST, Math.max(0, until - Date.now()));
    const timer = setTimeout(() => setOver(until), left);
    return () => clearTimeout(timer);
  }, [until]);
  return until !== null && over === until;
}
