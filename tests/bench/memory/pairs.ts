import { memoryAnswer } from '#main/teachability/memory-mode.ts';
import { defaultSettings } from '#shared/settings.ts';
import type { Bench } from '../bench.ts';
import { readPeople } from '../data/everyday-pairs.ts';
import type { Person, PairQuestion } from '../data/everyday-pairs.ts';
import { Learner, usedIds } from '../learner.ts';
import { scenarioFigures } from './scenarios.ts';
import { mean } from '../statistics.ts';

/** One question, asked in memory mode and with a model. */
interface Asked {
  readonly person: Person;
  readonly question: PairQuestion;
  /** Share of what it needs that is shown by memory mode, or sent to a model. */
  readonly shown: number;
  readonly sent: number;
  /** How many others are shown or sent beside that. */
  readonly shownBeside: number;
  readonly sentBeside: number;
  /** How many are sent because they shape every answer; these are not counted as beside. */
  readonly always: number;
  /** Of what it needs, the worst place among all; 1 is the first. */
  readonly place: number;
}

/** Is what a person told found by an everyday question, and does it stay out of requests that it has nothing to do with? */
export const pairs: Bench = {
  name: 'pairs',
  dataSet: null,
  async run({ progress }) {
    const asked: Asked[] = [];
    for (const person of readPeople()) {
      asked.push(...(await askAll(person)));
      progress(`${person.name}: ${asked.length} questions asked`);
    }
    const groups = {
      english: asked.filter(({ person }) => person.language === 'en' && !person.heldOut),
      english_held_out: asked.filter(({ person }) => person.language === 'en' && person.heldOut),
      languages: asked.filter(({ person }) => person.language !== 'en'),
    };
    const figures = Object.entries(groups).map(([name, some]) => [name, figuresOf(some)] as const);
    return {
      measures: { ...Object.fromEntries(figures), ...(await scenarioFigures(progress)) },
      settings: { questions: asked.length, budget_tokens: defaultSettings.memoryTokens },
    };
  },
};

async function askAll(person: Person): Promise<Asked[]> {
  const learner = new Learner();
  try {
    const ids = new Map<string, string>();
    for (const text of person.memories) ids.set((await learner.memories.teach({ text })).memory.id, text);
    const asked: Asked[] = [];
    for (const question of person.questions) asked.push(await ask(learner, person, question, ids));
    return asked;
  } finally {
    learner.close();
  }
}

async function ask(
  learner: Learner,
  person: Person,
  question: PairQuestion,
  ids: ReadonlyMap<string, string>,
): Promise<Asked> {
  const toModel = await learner.context(question.text);
  const alone = await learner.contextAlone(question.text);
  const { shown } = memoryAnswer({ message: question.text, remembered: [], report: alone });
  const texts = (some: readonly string[]) => some.map((id) => ids.get(id) ?? '');
  const needed = (text: string) => question.needs.some((part) => text.includes(part));
  const best = texts(await learner.best(question.text, ids.size));
  const places = question.needs.map((part) => best.findIndex((text) => text.includes(part)));
  const sent = texts(usedIds(toModel));
  const always = texts(
    toModel.candidates
      .filter(({ parts }) => parts.reason === 'shapes' || parts.reason === 'pinned')
      .map(({ memoryId }) => memoryId),
  );
  return {
    person,
    question,
    shown: shareOf(question, texts(shown)),
    sent: shareOf(question, sent),
    shownBeside: texts(shown).filter((text) => !needed(text)).length,
    sentBeside: sent.filter((text) => !needed(text) && !always.includes(text)).length,
    always: always.length,
    place: Math.max(0, ...places.map((place) => (place < 0 ? Infinity : place + 1))),
  };
}

function shareOf({ needs }: PairQuestion, texts: readonly string[]): number {
  return mean(needs.map((part) => (texts.some((text) => text.includes(part)) ? 1 : 0)));
}

function figuresOf(asked: readonly Asked[]): Record<string, number> {
  const of = (kind: PairQuestion['kind']) => asked.filter(({ question }) => question.kind === kind);
  const [wordless, worded, join, none] = [of('wordless'), of('worded'), of('join'), of('none')];
  const both = [...wordless, ...worded];
  return {
    wordless_first: mean(wordless.map(({ place }) => (place <= 1 ? 1 : 0))),
    wordless_in_three: mean(wordless.map(({ place }) => (place <= 3 ? 1 : 0))),
    wordless_shown: mean(wordless.map(({ shown }) => shown)),
    wordless_sent: mean(wordless.map(({ sent }) => sent)),
    worded_shown: mean(worded.map(({ shown }) => shown)),
    worded_sent: mean(worded.map(({ sent }) => sent)),
    join_shown: mean(join.map(({ shown }) => Math.floor(shown))),
    join_sent: mean(join.map(({ sent }) => Math.floor(sent))),
    none_shown: mean(none.map(({ shownBeside }) => Math.min(1, shownBeside))),
    none_sent: mean(none.map(({ sentBeside }) => Math.min(1, sentBeside))),
    none_sent_memories: mean(none.map(({ sentBeside }) => sentBeside)),
    beside_shown: mean(both.map(({ shownBeside }) => shownBeside)),
    beside_sent: mean(both.map(({ sentBeside }) => sentBeside)),
    always_sent: mean(both.map(({ always }) => always)),
  };
}
