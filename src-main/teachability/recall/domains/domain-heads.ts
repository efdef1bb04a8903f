/**
 * Classifies requests and memories by domain, that is, part of life or kind of work (food, getting around, code, letters …), from their
 * vectors. "Sesame gives me hives" and "What shall we cook?" share no word and little meaning, but a domain. Trained on sentences written for
 * this purpose (recipes/recall-domains), for the vectors of one embedder only.
 */
import { lazy } from '../../capture/lazy.ts';
import { domainDimensions, domainEmbedder, domainNames, domainWeights } from './learned/domain-weights.ts';

/** A linear classifier, as a direction of length one, so that a cosine is enough to evaluate it. */
export interface DomainHead {
  readonly direction: Float32Array;
  /** The factor from cosine to logit. */
  readonly slope: number;
  readonly bias: number;
}

/** A domain that a request is about. */
export interface AskedDomain {
  readonly name: string;
  /** 0..1 */
  readonly likelihood: number;
  /** The classifier for statements about the user. */
  readonly statements: DomainHead;
  /** True for a kind of work. What is said about it is how to do it, whatever kind of memory it is stored as. */
  readonly isWork: boolean;
}

const work = new Set(['code', 'lessons', 'letters', 'marking', 'summary', 'writing']);

/** The minimum likelihood of a domain of a request. */
const LEAST_LIKELY = 0.2;
const MOST_ASKED = 4;

/** The domains of a request, likeliest first; none for vectors of another embedder. */
export function domainsAsked(vector: Float32Array, embedderKey: string): AskedDomain[] {
  if (embedderKey !== domainEmbedder) return [];
  const { requests, statements } = heads();
  return domainNames
    .flatMap((name, at): AskedDomain[] => {
      const [ofRequests, ofStatements] = [requests[at], statements[at]];
      if (ofRequests === undefined || ofStatements === undefined) return [];
      const likelihood = likelihoodOf(ofRequests, vector);
      return [{ name, likelihood, statements: ofStatements, isWork: work.has(name) }];
    })
    .filter(({ likelihood }) => likelihood >= LEAST_LIKELY)
    .sort((one, other) => other.likelihood - one.likelihood)
    .slice(0, MOST_ASKED);
}

/** @param cosine of a text's vector to the direction of the head. Returns 0..1 */
export function likelihoodAt({ slope, bias }: DomainHead, cosine: number): number {
  return 1 / (1 + Math.exp(-(slope * cosine + bias)));
}

/** @param vector of length one */
function likelihoodOf(head: DomainHead, vector: Float32Array): number {
  const cosine = head.direction.reduce((sum, part, at) => sum + part * (vector[at] ?? 0), 0);
  return likelihoodAt(head, cosine);
}

const heads = lazy(() => {
  const bytes = new Uint8Array(Buffer.from(domainWeights, 'base64'));
  const size = 2 * Float32Array.BYTES_PER_ELEMENT + domainDimensions;
  const all = Array.from({ length: 2 * domainNames.length }, (_, at) =>
    headIn(bytes.slice(at * size, (at + 1) * size)),
  );
  return { requests: all.slice(0, domainNames.length), statements: all.slice(domainNames.length) };
});

/** @param bytes a scale and a bias (float32), then the weights (int8) */
function headIn(bytes: Uint8Array): DomainHead {
  const [scale = 0, bias = 0] = new Float32Array(bytes.buffer, 0, 2);
  const weights = Float32Array.from(new Int8Array(bytes.buffer, 8), (weight) => weight * scale);
  const slope = Math.hypot(...weights);
  return { direction: weights.map((weight) => weight / slope), slope, bias };
}
