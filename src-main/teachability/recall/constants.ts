/**
 * Every number recall is tuned by, with its reason. They are chosen by measuring (docs/benchmarks.md), not by feel:
 * change one here, run the benches, keep what helps.
 */
import type { MemoryKind } from '#shared/memory/memory.ts';

/**
 * What the parts of a score count for. Words and meaning share `matter`, by the embedder's share in CALIBRATION; the rest
 * only orders what is about equally near, and all of it together cannot lift a memory over the gate.
 */
export const WEIGHTS = { matter: 0.9, recency: 0.04, use: 0.03, pinned: 0.03 } as const;

/** The least total with which a memory counts as alike where nothing is sent: in search, beside another one, when forgetting. */
export const GATE = 0.28;

/**
 * The least relevance (relevance.ts) with which a memory is sent. A model can pass over what does not help, an answer from memory
 * cannot. Chosen on tests/fixtures/recall, `npm run bench -- pairs`; the curve is in docs/benchmarks.md.
 */
export const RELEVANCE_GATE = { model: 0.3, memory: 0.37 } as const;

/** What words, all of a question's, and topics, all that it has, add to the likeness of meaning. */
export const RELEVANCE_OF_WORDS = 0.33;
export const RELEVANCE_OF_TOPICS = 0.08;

/** What a shared domain (domains/domain-heads.ts) adds to it. */
export const RELEVANCE_OF_DOMAINS = 0.25;
/** A smaller share of a domain is none, 0..1. */
export const DOMAIN_SHARED = 0.6;
/** Of so many memories of a domain each counts fully; of more the less. */
export const DOMAIN_FEW = 6;
/** How many unit hits each domain of a request may bring as candidates. */
export const DOMAIN_HITS = 8;

/**
 * How much of what a request is nearer to general ones than to personal ones (general-requests.ts), in calibrated cosine, it takes
 * more to be sent with it; less, of course, with a personal one. Never less than LEAST_RELEVANCE.
 */
export const GENERALITY = 0.8;
export const LEAST_RELEVANCE = { model: 0.1, memory: 0.17 } as const;

/** The nearest so many of the general and of the personal requests are looked at. */
export const REQUESTS_COMPARED = 3;

/** Each further memory takes so much more than the one before, up to the most: one that is wrong costs little, ten do. */
export const RELEVANCE_STEP = 0.03;
export const RELEVANCE_STEPS_MOST = 0.17;

/** A question that is looked up has one answer: what bears on it this much less than the best is not it. */
export const LOOKUP_MARGIN = { model: 0.33, memory: 0.25 } as const;
/** A memory that holds so much of a question's words, by their weight, is what it names: the same holds beside it, less strictly for wishes. */
export const NAMED_WORDS = 0.6;
export const WISH_MARGIN = 0.5;

/** Where the best one bears so far, it is clearly meant: another one needs this share of its relevance, unless their domain joins them. */
export const BESIDE_CLEAR = 0.6;
export const BESIDE_SHARE = 0.53;

/**
 * Of up to so many memories in all, wishes that are not sensitive go to a model with any request that is not of general knowledge: they
 * cost next to nothing there, and what such a wish may touch is seldom seen in words. In calibrated cosine.
 */
export const FEW_MEMORIES = 15;
export const FEW_GENERALITY = 0.15;
export const FEW_LEAST = 0.05;

/** Sensitive memories (sensitive.ts) take so much more; secrets twice that. */
export const SENSITIVE_MORE = 0.08;

/** A wish that does not matter is harmless where a model reads it, and is missed where it does: it takes so much less. */
export const WISH_LESS: Readonly<Partial<Record<MemoryKind, number>>> = {
  instruction: 0.15,
  preference: 0.04,
};

/** So many of the nearest memories that are sent are followed to others by the names in them (linked.ts), to at most so many. */
export const LINKS_FROM = 3;
export const LINKS_SEARCHED = 20;
/** One that already holds so much of the question's words is the whole answer: it is not followed. */
export const LINKS_WORDS_MOST = 0.8;
/** The least relevance of what another one that bears on the request names. */
export const LINKED_LEAST = 0.15;

/** Of so many of the newest memories those are taken that a request about the user asks for. */
export const ABOUT_CONSIDERED = 1_000;
/** From this cosine to one of aboutRequests on, of 0..1 between nothing in common and the same, a request is such a one. */
export const ABOUT_LIKENESS = 0.95;

/** A message without a word that says what it is about proves little by likeness: it takes so much more. Unknown: meanings cannot be compared. */
export const TOPICLESS_MORE = { known: 0.1, unknown: 0.65 } as const;
/** A cue that holds so much of the question's words is the question itself. */
export const TELLING_CUE = 0.75;

/** How many unit hits each search may bring as candidates. More costs time and adds only weak ones. */
export const WORD_HITS = 40;
export const MEANING_HITS = 16;

/** The most memories of the recalled route in one answer: more than a dozen facts distract a model, however they fit. */
export const MAX_RECALLED = 12;

/** How many candidates that were left out a report names, the nearest ones. */
export const MAX_LEFT_OUT = 20;

/** The share of the budget that recalled memories may claim when the standing ones do not all fit. */
export const RECALLED_SHARE = 0.35;

/** How long a remote embedder may take before recall goes on with words alone, in ms: an answer must not wait for it. */
export const EMBEDDER_TIMEOUT = 800;
/** The same for an embedder on this machine, in ms: after a moment it always answers, and then scores are the same as later. */
export const LOCAL_PATIENCE = 5_000;

/** A query longer than this is cut for embedding and words, in characters: a pasted article is no question. */
export const QUERY_LENGTH = 1_500;

/** At most so many words of a message are searched for, the rarest first. */
export const MAX_TERMS = 24;

/** A word in more than this share of all memories says little about any: it is not searched for in a large store. */
export const COMMON_TERM_SHARE = 0.25;
/** In a store smaller than this every word is searched for: two of eight memories is not "common". */
export const COMMON_TERM_STORE = 60;

/** In a small store every word looks common. Rarity is counted as if so many other memories were there without it. */
export const RARITY_PRIOR = 30;

/** A word no memory holds says little about which memory is meant, but it does say that the question is about more. */
export const UNKNOWN_TERM_WEIGHT = 0.3;

/** Words of asking and telling ("recommend", "think", "best") are seldom the topic; their weight beside real ones. */
export const WEAK_TERM_WEIGHT = 0.3;

/** BM25's saturation of repeated words (Robertson and Zaragoza, 2009), lower than usual: a memory seldom repeats itself. */
export const SATURATION = 0.9;

/**
 * Texts of up to so many informative words count as equally long; beyond it the score falls with length. BM25's penalty
 * by the average length would set one short sentence against another; here only long messages pay (locomo, beam).
 */
export const FREE_LENGTH = 25;

/** The share of the greatest conceivable BM25 that a short text with every word once reaches: the full score. */
export const FULL_WORDS = 0.7;

/** A memory loses half of its recency in so many days. */
export const RECENCY_HALF_LIFE_DAYS = 60;

/** So many uses count as "often used". */
export const OFTEN_USED = 10;

/** Two memories that share this much of their words, numbers and negations alike, say the same. */
export const NEAR_DUPLICATE = 0.9;

export interface Calibration {
  /** How the key of the embedder begins, or the name of the model when a server has it. */
  readonly family: string;
  /** The cosine that means "nothing in common", and the one that means "the same thing"; even between the two. */
  readonly none: number;
  readonly same: number;
  /** Meaning's share of WEIGHTS.matter; words have the rest. */
  readonly share: number;
  /** False: it knows spellings, not meanings, so likeness alone proves nothing. */
  readonly lettersOnly?: true;
}

/** What is known of embedders. N-grams know little that words do not. The last entry stands for all that are not known. */
export const CALIBRATION: readonly Calibration[] = [
  { family: 'minilm-int8', none: 0.1, same: 0.7, share: 0.4 },
  { family: 'minilm-static', none: 0.15, same: 0.7, share: 0.4 },
  { family: 'ngram-hash', none: 0.1, same: 0.6, share: 0.15, lettersOnly: true },
  { family: 'text-embedding-3', none: 0.15, same: 0.65, share: 0.5 },
  { family: 'text-embedding-ada', none: 0.72, same: 0.92, share: 0.4 },
  { family: 'nomic-embed', none: 0.45, same: 0.85, share: 0.5 },
  { family: 'mxbai-embed', none: 0.4, same: 0.85, share: 0.5 },
  { family: 'bge', none: 0.4, same: 0.85, share: 0.5 },
  { family: '', none: 0.3, same: 0.8, share: 0.4 },
];

/** Of more standing memories than this only the likeliest by words are compared by meaning: each costs reading its vectors. */
export const STANDING_COMPARED = 600;

/**
 * A standing memory is as applicable as the better of its text and its cues says, mixed with what its text alone says: the many
 * that share a topic have the same cue, and only their texts tell which of them a question touches.
 */
export const STANDING_TEXT_SHARE = 0.3;

/**
 * How much of what every request has in common (everyday-requests.ts) is taken out of a question before standing memories are
 * compared with it: "Can you recommend …" is near to any wish. As with stop words, what is left is what it is about.
 */
export const REQUEST_SHARE = 1.5;
/** What is left of a question is less like anything: its cosines to memories lie lower by about so much. */
export const FOCUS_SHIFT = 0.1;
/** Among wishes of one topic words seldom decide: there meaning's share is so many times the usual one. */
export const STANDING_MEANING = 1.75;

/**
 * What shared topics (shared-topics.ts) count for within the words of a standing memory. This and STANDING_MEANING were chosen
 * together, each topic of PrefEval left out in turn: all ten choices came out alike (docs/benchmarks.md).
 */
export const SHARED_TOPICS = 0.5;
/** A memory without a topic may be about anything: it counts as sharing so much of the topics asked about. */
export const TOPICLESS_SHARE = 0.25;
/** A question is about at most so many topics; the more it touches, the less each says. */
export const ASKED_TOPICS = 3;
/** Topics are looked for in so many characters: a pasted article touches all of life. */
export const TOPICS_LENGTH = 400;

/** Beyond the newest so many standing memories only pinned ones and those the searches bring are looked at. */
export const STANDING_CONSIDERED = 1_000;

/**
 * A turn of an imported chat is judged with the turns around it, up to so many on each side: an answer says little without
 * its question. On LoCoMo recall rises up to three and not beyond.
 */
export const TURN_REACH = 3;
/** What the turn next to it counts for: the one before more, since it is what is being answered. */
export const TURN_SHARE_BEFORE = 0.5;
export const TURN_SHARE_AFTER = 0.3;
/** Each turn further away counts for so much of the one nearer. */
export const TURN_FALL_OFF = 0.6;
/** Brings the sum of a turn's nearness and its neighbours' to the scale of one alone: a little less than one, so that a turn near by itself stays ahead. */
export const TURN_MEANING_SCALE = 1.2;
