/** A time (ms since 1970 UTC) as a part of a file name, in UTC: `2026-11-30T05-12-34-567Z`. */
export function fileTimestamp(at: number): string {
  return new Date(at).toISOString().replaceAll(/[:.]/g, '-');
}
