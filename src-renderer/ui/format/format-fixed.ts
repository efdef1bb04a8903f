import { formatNumber } from '../../language/translate.ts';

/** "1.9", "0.50": a number with as many decimal places, as the language writes it. */
export function formatFixed(value: number, places: number): string {
  return formatNumber(Number(value.toFixed(places)), { minimumFractionDigits: places, useGrouping: false });
}
