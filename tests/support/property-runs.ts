/** With how many random inputs a property is tried: all of `thorough` in `npm test -- --thorough`, else a quarter. */
export function propertyRuns(thorough: number): number {
  return process.env['TUTEE_TEST_THOROUGH'] === '1' ? thorough : Math.ceil(thorough / 4);
}
