import { useEffect, useState } from 'react';

/** The longest delay of setTimeout, in ms. */
const MAX_TIMEOUT_MS = 2_147_483_647;

/** Whether the time `until` (ms since 1970) has passed; renders again when it does. Null: nothing to wait for. */
export function useHasPassed(until: number | null): boolean {
  const [over, setOver] = useState<number | null>(null);
  useEffect(() => {
    if (until === null) return;
    const left = Math.min(MAX_TIMEOUT_MS, Math.max(0, until - Date.now()));
    const timer = setTimeout(() => setOver(until), left);
    return () => clearTimeout(timer);
  }, [until]);
  return until !== null && over === until;
}
