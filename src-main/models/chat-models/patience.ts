import { isNearby } from '../server/is-local.ts';

/** Hard limits of one streamed answer, in ms. */
export interface StreamTimeouts {
  /** From sending the request to the first byte of the answer. */
  readonly firstByteMs: number;
  /** Between two chunks of the answer. */
  readonly betweenMs: number;
}

/** How long a server may take. A person is told long before a limit, and decides. */
export interface Patience extends StreamTimeouts {
  /** After so long without a beginning, the person is told. */
  readonly saidFirstMs: number;
  /** After so long a pause in the middle, the person is told. */
  readonly saidBetweenMs: number;
  /** Whether silence at the beginning probably means that a model is being loaded. */
  readonly loads: boolean;
}

const minute = 60_000;

/**
 * The patience with a server. One on this machine or in the same network may load a large model from a slow disk and read a long
 * prompt without a graphics card; elsewhere a model may think for minutes without a word.
 */
export function patienceWith(baseUrl: string, timeouts?: Partial<Patience>): Patience {
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
