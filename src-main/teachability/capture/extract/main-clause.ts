/**
 * German and Dutch place the verb of a subordinate clause last: "Merk dir, dass ich in Kiel wohne". As a memory this becomes "Ich wohne in
 * Kiel.", if it is certain which word is the verb and where the subject ends; otherwise the sentence stays unchanged.
 */

interface Language {
  readonly that: RegExp;
  /** The form of the finite verb for each subject. */
  readonly subjects: readonly (readonly [subject: RegExp, verb: RegExp])[];
  /** A finite auxiliary before the last word, which means that the last word is not the finite verb. */
  readonly auxiliary: RegExp;
  readonly separable: RegExp;
}

/** A noun phrase such as "mein Bruder", "meine kleine Schwester", "Noor": followed by lower-case words, or a single word. */
const THING = String.raw`(?:\p{L}+\s(?:\p{Ll}+\s)?)?\p{Lu}[\p{L}-]+(?=\s(?:\p{Ll}|\p{N}|\S+\s\S+$))`;
const JOINS =
  /(?<!\p{L})(?:und|oder|aber|sondern|weil|wenn|als|die|der|das|en|of|maar|omdat|want|als|die|dat)(?!\p{L})|[,;:]/iu;
/** "in der Bibliothek", "für das kleine Team": an article of a noun joins no clauses, unlike a relative pronoun. */
const ARTICLE =
  /(?<=(?<!\p{L})(?:an|auf|aus|bei|durch|für|gegen|hinter|in|mit|nach|neben|ohne|seit|über|um|unter|von|vor|zu|zwischen)\s)(?:der|die|das)(?=\s(?:\p{Ll}{2,20}\s)?\p{Lu})/gu;

/** Between two words, except after a title or an initial, which belongs to the name that follows: "Dr. Weiss". */
const WORD_END = /(?<!\.)\s+/u;

const german: Language = {
  that: /(?<!\p{L})da(?:ss|ß)\s+/iu,
  subjects: [
    [/^ich(?=\s)/iu, /e$|^(?:bin|kann|will|muss|darf|soll|mag|weiß|war)$/u],
    [/^wir(?=\s)/iu, /n$|^sind$/u],
    [/^(?:er|sie|es|man)(?=\s)/iu, /t$|^(?:kann|will|muss|darf|soll|mag|weiß|war|hatte)$/u],
    [
      new RegExp(String.raw`^(?:(?:mein|unser)\p{L}{0,2}\s(?:\p{Ll}+\s)?\p{Lu}[\p{L}-]+|${THING})`, 'u'),
      /t$|^(?:kann|will|muss|darf|soll|mag|weiß|war|hatte)$/u,
    ],
  ],
  auxiliary: /^(?:bin|ist|sind|hab|habe|hat|haben|kann|will|muss|darf|soll|werde|wird)$/u,
  separable:
    /^(?:ab|an|auf|aus|bei|ein|fest|her|hin|los|mit|nach|statt|teil|vor|weg|zu|zurück|zusammen|um|über|unter|durch|wieder)\p{L}{4,}$/u,
};

const dutch: Language = {
  that: /(?<!\p{L})dat\s+/iu,
  subjects: [
    [/^ik(?=\s)/iu, /\p{L}{2,}/u],
    [/^(?:we|wij)(?=\s)/iu, /n$/u],
    [/^(?:hij|zij|ze|men)(?=\s)/iu, /t$|^(?:is|kan|wil|mag|moet|zal|was|had)$/u],
    [
      new RegExp(String.raw`^(?:mijn|onze|ons)\s\p{L}+(?=\s)`, 'u'),
      /t$|^(?:is|kan|wil|mag|moet|zal|was|had)$/u,
    ],
  ],
  auxiliary: /^(?:ben|is|zijn|heb|heeft|hebben|kan|wil|moet|mag|zal|zou|ga|gaat|word|wordt)$/u,
  separable: /^(?:aan|af|bij|in|mee|na|om|op|over|uit|voor|weg)\p{L}{3,}$/u,
};

/**
 * The words of a "that" clause in main-clause order.
 * @param sentence the sentence that contains them; returned if the order is uncertain
 */
export function inMainOrder(words: string, sentence: string): string {
  for (const language of [german, dutch]) {
    const that = language.that.exec(sentence);
    if (that === null) continue;
    const clause = sentence.slice(that.index + that[0].length);
    if (!isClauseOf(bare(clause), bare(words))) continue;
    return mainClause(bare(clause), language) ?? sentence;
  }
  return words;
}

/** A particle before the clause belongs to the request: "Merk dir mal, dass …". */
const PARTICLES = /^(?:\p{Ll}{2,6},?\s){1,2}(?:dass|daß|dat)\s$/iu;

function isClauseOf(clause: string, words: string): boolean {
  return words === clause || (words.endsWith(clause) && PARTICLES.test(words.slice(0, -clause.length)));
}

function mainClause(clause: string, { subjects, auxiliary, separable }: Language): string | null {
  if (JOINS.test(clause.replace(ARTICLE, 'den'))) return null;
  for (const [subjectShape, verbShape] of subjects) {
    const subject = subjectShape.exec(clause)?.[0];
    if (subject === undefined) continue;
    const rest = clause.slice(subject.length).trim().split(WORD_END);
    const verb = rest.at(-1) ?? '';
    const isThing = /\s|^\p{Lu}/u.test(subject);
    // In "meine Schwester Lea Geige spielt" it is unclear where the subject ends.
    if (isThing && /^\p{Lu}/u.test(rest[0] ?? '') && rest.length > 2) return null;
    if (!/^\p{Ll}+$/u.test(verb) || !verbShape.test(verb) || separable.test(verb)) return null;
    if (auxiliary.test(rest.at(-2) ?? '')) return null;
    return [subject, verb, ...rest.slice(0, -1)].join(' ');
  }
  return null;
}

function bare(words: string): string {
  return words
    .trim()
    .replace(/[.!…]{1,9}$/u, '')
    .trim();
}
