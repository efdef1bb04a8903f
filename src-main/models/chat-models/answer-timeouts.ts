import { isNearby } from '../server/is-local.ts';

/** Hard limits of one streamed answer, in ms. */
export interface StreamTimeouts {
  /** From sending the request to the first byte of the answer. */
  readonly firstByteMs: number;
  /** Between two chunks of the answer. */
  readonly betweenMs: number;
}

/** How long to wait for a server. The user is notified long before a limit is reached, and can stop. */
export interface AnswerTimeouts extends StreamTimeouts {
  /** The user is notified after this time without a first byte. */
  readonly saidFirstMs: number;
  /** The user is notified after a pause of this length within the answer. */
  readonly saidBetweenMs: number;
  /** Whether silence at the beginning probably means that the server is loading a model. */
  readonly loads: boolean;
}

const minute = 60_000;

/**
 * The limits for a server. One on this machine or in its network may load a large model from a slow disk and read a long prompt without a
 * GPU; elsewhere a model may think for minutes without sending anything.
 */
export function answerTimeouts(baseUrl: string, timeouts?: Partial<AnswerTimeouts>): AnswerTimeouts {
  const near = isNearby(baseUrl);
  return {
    firstByteMs: (near ? 60 : 15) * minute,
    betweenMs: (near ? 30 : 15) * minute,
    saidFirstMs: near ? 3_000 : 10_000,
    saidBetweenMs: 20_000,
    loads: near,
    ...timeouts,
  };
}
