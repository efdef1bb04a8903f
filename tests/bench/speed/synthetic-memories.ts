/** Memories from a seeded generator, for speed benches: as varied in words as a person's own, and always the same. */
import type { StoredText } from '../learner.ts';
import { generator } from '../statistics.ts';

const people =
  'my sister|my brother|my boss|my neighbour|my dentist|my cousin|my teacher|my landlord|our cleaner|my best friend|my aunt|the plumber'.split(
    '|',
  );
const names =
  'Ana|Bruno|Chiara|Dmitri|Elif|Farid|Greta|Hugo|Ines|Jonas|Kaia|Luca|Mira|Nils|Olga|Pavel|Quinn|Rosa|Sven|Tara|Ugo|Vera|Wim|Xenia|Yara|Zoe'.split(
    '|',
  );
const places =
  'Porto|Leipzig|Lyon|Kraków|Bergen|Cardiff|Toledo|Siena|Ghent|Tampere|Malmö|Graz|Split|Riga|Cork|Dundee|Nantes|Verona|Basel|Utrecht'.split(
    '|',
  );
const things =
  'bicycle|espresso machine|rain coat|violin|tomato bed|tax return|sourdough|telescope|passport|kayak|sewing machine|record player|garden shed|chess club|language course|savings plan|bookshelf|allergy test|night train|mortgage'.split(
    '|',
  );
const verbs =
  'bought|lost|repaired|borrowed|sold|painted|planned|cancelled|finished|started|recommended|found'.split(
    '|',
  );
const months = 'January|February|March|April|May|June|July|August|September|October|November|December'.split(
  '|',
);
const likes =
  'spicy noodles|long meetings|window seats|early mornings|black coffee|crowded beaches|audio books|cold showers|paper maps|open offices|quiet cafés|winter hikes'.split(
    '|',
  );
const rules =
  'answer with metric units|keep answers short|use British spelling|give sources|add an example|show dates as day and month|list the steps'.split(
    '|',
  );

/** How many of a hundred memories are of each kind; the rest are facts. */
const share = { preference: 4, instruction: 1, skill: 2 } as const;

export function syntheticMemories(count: number, seed = 7): StoredText[] {
  const next = generator(seed);
  const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const roll = index % 100;
    if (roll < share.preference) {
      return {
        kind: 'preference',
        cues: true,
        text: `I ${pick(['like', 'avoid', 'prefer', 'dislike'])} ${pick(likes)} in ${pick(places)} when ${pick(names)} visits (${index}).`,
      };
    }
    if (roll < share.preference + share.instruction) {
      return {
        kind: 'instruction',
        cues: true,
        text: `Always ${pick(rules)} when I ask about the ${pick(things)} in ${pick(places)} (${index}).`,
      };
    }
    if (roll < share.preference + share.instruction + share.skill) {
      return {
        kind: 'skill',
        text: `To fix the ${pick(things)} of ${pick(names)}, first call ${pick(names)} in ${pick(places)} (${index}).`,
      };
    }
    return {
      kind: 'fact',
      text: `${pick(people)} ${pick(names)} ${pick(verbs)} a ${pick(things)} in ${pick(places)} in ${pick(months)} ${1990 + Math.floor(next() * 36)}, number ${index}.`,
    };
  });
}

export function syntheticQuestions(count: number, seed = 11): string[] {
  const next = generator(seed);
  const pick = (from: readonly string[]) => from[Math.floor(next() * from.length)] ?? '';
  return Array.from({ length: count }, () => {
    const shapes = [
      `Who ${pick(verbs)} a ${pick(things)} in ${pick(places)}?`,
      `What did ${pick(names)} say about the ${pick(things)}?`,
      `Can you help me plan a weekend in ${pick(places)} with ${pick(names)}?`,
      `When was the ${pick(things)} of ${pick(people)} ${pick(verbs)}?`,
      `What should I cook tonight?`,
    ];
    return pick(shapes);
  });
}
