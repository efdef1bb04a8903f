import * as z from 'zod';

/** One command of the contract. Inputs are strict objects: an unknown key is an error. */
export function command<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { input, output };
}

export const nothing = z.strictObject({});
