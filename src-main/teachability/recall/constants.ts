/**
 * All constants that tune recall, with the reason for each. They were chosen by measuring (docs/benchmarks.md): to change one, edit it
 * here, run the benches, and keep what helps.
 */
import type { MemoryKind } from '#shared/memory/memory.ts';

/**
 * The weights of the parts of a score. Words and meaning share `matter`; CALIBRATION sets the embedder's share. The other parts only order
 * candidates that match about equally well: together they cannot lift a memory over the gate.
 */
export const WEIGHTS = { matter: 0.9, recency: 0.04, use: 0.03, pinned: 0.03 } as const;

/** The minimum total score of a match where nothing is sent to a model: in search, for similar memories, and when forgetting. */
export const GATE = 0.28;

/**
 * The minimum relevance (relevance.ts) of a memory that is sent. The gate for a model is lower, because a model can ignore what does not
 * help; an answer written from memory cannot. Chosen on tests/fixtures/recall, `npm run bench -- pairs`; the curve is in docs/benchmarks.md.
 */
export const RELEVANCE_GATE = { model: 0.33, memory: 0.39 } as const;

/** What a memory with all words, or all topics, of the question adds to its similarity of meaning. */
export const RELEVANCE_OF_WORDS = 0.33;
export const RELEVANCE_OF_TOPICS = 0.08;

/** What a shared domain (domains/domain-heads.ts) adds. */
export const RELEVANCE_OF_DOMAINS = 0.25;
/** What a shared kind of work adds: how it is to be done nearly always matters. */
export const RELEVANCE_OF_WORK = 0.3;
/** Domains shared to a smaller degree are ignored, 0..1. */
export const DOMAIN_SHARED = 0.5;
/** Up to this many memories of a domain each count fully; of more, each counts for less. */
export const DOMAIN_FEW = 6;
/** The maximum number of unit hits that each domain of a request adds to the candidates. */
export const DOMAIN_HITS = 8;

/**
 * A request that is more similar to general requests than to personal ones (general-requests.ts) raises the gate by this share of the
 * difference, in calibrated cosine; a personal request lowers it, but not below LEAST_RELEVANCE.
 */
export const GENERALITY = 1;
export const LEAST_RELEVANCE = { model: 0.1, memory: 0.17 } as const;

/** How many of the nearest general and of the nearest personal requests are compared; and of requests for advice and for one thing. */
export const REQUESTS_COMPARED = 5;
export const REQUESTS_OF_KIND_COMPARED = 3;

/** Each memory that is sent raises the gate for the next one by a step, up to a maximum: one irrelevant memory does little harm, ten do. */
export const RELEVANCE_STEP = 0.03;
export const RELEVANCE_STEPS_MOST = 0.17;

/** A question that looks up one thing has one answer: a memory less relevant than the best one by this margin is not it. */
export const LOOKUP_MARGIN = { model: 0.33, memory: 0.25 } as const;
/** A memory with this share of the question's words, by weight, is what the question names. A margin then applies too, a wider one for wishes. */
export const NAMED_WORDS = 0.6;
export const WISH_MARGIN = 0.5;

/** A best memory of this relevance is clearly meant. Another one then needs this share of its relevance, unless it shares the request's domain. */
export const BESIDE_CLEAR = 0.6;
export const BESIDE_SHARE = 0.53;

/**
 * As long as there are no more than this many memories, wishes that are not sensitive are sent to a model with every request that is not
 * one of general knowledge: they cost next to nothing, and words seldom show what a wish applies to. In calibrated cosine.
 */
export const FEW_MEMORIES = 15;
/** The same if there are at most this many wishes and the store is not large: other memories do not make a wish less likely to matter. */
export const FEW_WISHES = 10;
export const SMALL_STORE = 60;
/** The maximum generality of such a request where there are few memories, and where there are only few wishes: among more memories more is needless. */
export const FEW_GENERALITY = { memories: 0.3, wishes: 0.05 } as const;
export const FEW_LEAST = 0.05;

/** How much higher the gate is for sensitive memories (sensitive.ts); for secrets it is twice as much. */
export const SENSITIVE_MORE = 0.08;

/** How much lower the gate is for wishes: a model ignores one that does not apply, and the user misses one that does. */
export const WISH_LESS: Readonly<Partial<Record<MemoryKind, number>>> = {
  instruction: 0.15,
  preference: 0.04,
};

/** How many of the best memories are followed, by the names in them (linked.ts), to further memories, and how many of those are searched. */
export const LINKS_FROM = 3;
export const LINKS_SEARCHED = 20;
/** A memory with this share of the question's words is the whole answer, so its names are not followed. */
export const LINKS_WORDS_MOST = 0.8;
/** The minimum relevance of a memory that is linked to a relevant one by a name. */
export const LINKED_LEAST = 0.15;

/** A request about the user searches this many of the newest memories. */
export const ABOUT_CONSIDERED = 1_000;
/** A request with this calibrated cosine (0..1) to one of aboutRequests is a request about the user. */
export const ABOUT_LIKENESS = 0.95;
/** A less similar question is one too, if the classifier of acts is this sure that it asks the memory and questions for one thing are less similar by this much. */
export const ABOUT_LEAST = 0.4;
export const ABOUT_ASKED = 0.85;
export const ABOUT_NEARER = 0.22;

/** How much higher the gate is for a message without any word that names a topic. Unknown: meanings cannot be compared. */
export const TOPICLESS_MORE = { known: 0.1, unknown: 0.65 } as const;
/** A cue with this share of the question's words is the same question. */
export const TELLING_CUE = 0.75;

/** The maximum number of unit hits per search. More would cost time and add only weak candidates. */
export const WORD_HITS = 40;
export const MEANING_HITS = 16;

/** The maximum number of recalled memories in one answer: more than a dozen facts distract a model, even if they fit. */
export const MAX_RECALLED = 12;

/** The maximum number of rejected candidates in a report; the best ones are kept. */
export const MAX_LEFT_OUT = 20;

/** The share of the budget that recalled memories may claim when the standing ones do not all fit. */
export const RECALLED_SHARE = 0.35;

/** How long recall waits for a remote embedder before it continues with words alone, in ms. */
export const EMBEDDER_TIMEOUT = 800;
/** The same for an embedder on this machine, in ms. It always answers after a moment, and with it the scores are the same as later. */
export const LOCAL_PATIENCE = 5_000;

/** A longer query is truncated before it is embedded and split into words, in characters: a pasted article is no question. */
export const QUERY_LENGTH = 1_500;

/** The maximum number of words of a message that are searched for; the rarest come first. */
export const MAX_TERMS = 24;

/** A word that occurs in more than this share of all memories is not searched for in a large store. */
export const COMMON_TERM_SHARE = 0.25;
/** In a smaller store every word is searched for: a word in two of eight memories is not common. */
export const COMMON_TERM_STORE = 60;

/** In a small store every word looks common, so rarity is computed as if the store held this many more memories without the word. */
export const RARITY_PRIOR = 30;

/** The weight of a word that occurs in no memory: it does not help to choose one, but it shows that the question is about something else too. */
export const UNKNOWN_TERM_WEIGHT = 0.3;

/** The weight of words of asking and judging ("recommend", "think", "best"), which are seldom the topic. */
export const WEAK_TERM_WEIGHT = 0.3;

/** BM25's saturation of repeated words (Robertson and Zaragoza, 2009), lower than usual: a memory seldom repeats itself. */
export const SATURATION = 0.9;

/**
 * Texts of up to so many informative words count as equally long; beyond it the score falls with length. BM25's penalty
 * by the average length would set one short sentence against another; here only long messages pay (locomo, beam).
 */
export const FREE_LENGTH = 25;

/** A short text with every word once reaches this share of the maximum BM25, which counts as the full score. */
export const FULL_WORDS = 0.7;

/** The half-life of recency, in days. */
export const RECENCY_HALF_LIFE_DAYS = 60;

/** From this number of uses on, a memory counts as often used. */
export const OFTEN_USED = 10;

/** Two memories say the same if they share this much of their words, and have the same numbers and negations. */
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

/** Known embedders. N-grams add little to words. The last entry applies to every unknown embedder. */
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

/** Of more standing memories than this, only the best by words are compared by meaning, because each comparison reads vectors. */
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
/** The remaining vector has lower cosines to all memories, by about this much. */
export const FOCUS_SHIFT = 0.1;
/** Among wishes of one topic, words seldom decide, so the share of meaning is multiplied by this. */
export const STANDING_MEANING = 1.75;

/**
 * What shared topics (shared-topics.ts) count for within the words of a standing memory. This and STANDING_MEANING were chosen
 * together, each topic of PrefEval left out in turn: all ten choices came out alike (docs/benchmarks.md).
 */
export const SHARED_TOPICS = 0.5;
/** A memory without a topic may be about anything, so it counts as sharing this much of the question's topics. */
export const TOPICLESS_SHARE = 0.25;
/** The maximum number of topics of a question: the more it has, the less each one tells. */
export const ASKED_TOPICS = 3;
/** How many characters are searched for topics: a pasted article touches on everything. */
export const TOPICS_LENGTH = 400;

/** Of older standing memories than this many of the newest, only pinned ones and search hits are considered. */
export const STANDING_CONSIDERED = 1_000;

/**
 * A turn of an imported chat is judged with the turns around it, up to so many on each side: an answer says little without
 * its question. On LoCoMo recall rises up to three and not beyond.
 */
export const TURN_REACH = 3;
/** The weight of an adjacent turn. The one before weighs more, because it is what the turn answers. */
export const TURN_SHARE_BEFORE = 0.5;
export const TURN_SHARE_AFTER = 0.3;
/** The weight of each further turn, relative to the nearer one. */
export const TURN_FALL_OFF = 0.6;
/** Scales the sum of a turn's score and its neighbours' back to that of one turn; slightly below one, so that a turn that matches by itself stays ahead. */
export const TURN_MEANING_SCALE = 1.2;
