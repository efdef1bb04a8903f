import * as z from 'zod';

/**
 * Why an answer is delayed. limit: a rate limit of our own. retry: the last request failed and is repeated; sent for any delay,
 * however short. busy: the server has too much to do and is asked again. loading: the server has not begun, and may be loading the model.
 * silence: nothing comes from the server.
 */
export const waitReasonSchema = z.enum(['limit', 'retry', 'busy', 'loading', 'silence']);
export type WaitReason = z.infer<typeof waitReasonSchema>;

/**
 * Why an answer is not whole. length: it reached the token limit. repetition: it repeated itself and was ended. unclear: the server
 * closed the connection without saying that the answer is whole.
 */
export const cutReasonSchema = z.enum(['length', 'repetition', 'unclear']);
export type CutReason = z.infer<typeof cutReasonSchema>;

/** filtered: the server's content filter stopped it. tool-calls: the model waits for the results of its calls. */
export const stopReasonSchema = z.enum(['stop', ...cutReasonSchema.options, 'filtered', 'tool-calls']);
export type StopReason = z.infer<typeof stopReasonSchema>;
