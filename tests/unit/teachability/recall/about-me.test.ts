import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bestEmbedder } from '#main/models/embedders/bundled-embedders.ts';
import { fetchSegmentVectors } from '#main/teachability/capture/understand/acts/segment-vectors.ts';
import { memoryAnswer } from '#main/teachability/memory-mode.ts';
import { isAboutPeople } from '#main/teachability/recall/gate/person-words.ts';
import { calibrationOf } from '#main/teachability/recall/meaning-score.ts';
import { aboutPartLike, aboutPartOf } from '#main/teachability/recall/request/about-me.ts';
import { RequestMeaning } from '#main/teachability/recall/request/request-meaning.ts';
import { workerEntry } from '#main/composition/worker-entry.ts';
import { languageOfMessage } from '#main/teachability/recall/request/request-language.ts';
import { openTeachability, sent } from '../../../support/open-teachability.ts';

describe('a request for what is known of the user', () => {
  it.each([
    ['What do you know about me?', 'all'],
    ['tell me everything you remember about me', 'all'],
    ['Who am I?', 'all'],
    ['What have you stored about me so far?', 'all'],
    ['Was weißt du über mich?', 'all'],
    ['Zeig mir alles, was du über mich weißt.', 'all'],
    ['¿Qué sabes de mí?', 'all'],
    ['Que sais-tu de moi ?', 'all'],
    ['Cosa sai di me?', 'all'],
    ['O que você sabe sobre mim?', 'all'],
    ['Что ты знаешь обо мне?', 'all'],
    ['私について何を知っていますか？', 'all'],
    ['List my preferences.', 'preferences'],
    ['What are my likes and dislikes?', 'preferences'],
    ['Liste meine Vorlieben', 'preferences'],
    ['Who are my people?', 'people'],
    ['Tell me all about my family', 'people'],
    ['Write a short bio of me', 'profile'],
    ['Can you write a biography about me?', 'profile'],
    ['What are my instructions?', 'orders'],
  ])('%j asks for %s', (query, part) => {
    expect(aboutPartOf(query)).toBe(part);
  });

  it.each([
    'What are my allergies again?',
    'Who am I seeing on Friday?',
    'When is the birthday of my mother?',
    '¿Cuándo es el cumpleaños de mi madre?',
    'What can I cook for my family tonight?',
    'Write a poem about a dragon.',
    'What do you know about black holes?',
    'Which preferences does this program store?',
    'Translate "tell me about me" and then write three pages on how the phrase might sound to a native speaker of the language.',
    '',
  ])('%j does not', (query) => {
    expect(aboutPartOf(query)).toBeNull();
  });
});

function embedderInside() {
  const embedder = bestEmbedder(workerEntry('embedder-worker'));
  if (embedder === null) throw new Error('The embedder inside is not there.');
  return embedder;
}

describe('by meaning', () => {
  const embedder = embedderInside();
  const meaning = new RequestMeaning();
  beforeAll(() => meaning.prepare(embedder));
  afterAll(() => embedder.close());

  async function partOf(query: string) {
    await fetchSegmentVectors([query], (texts) => embedder.multilingualVectors(texts), 10_000);
    const [vector = new Float32Array()] = await embedder.embed([query]);
    return aboutPartLike(query, meaning.kinds(vector, embedder.key), calibrationOf(embedder.key));
  }

  it('such requests are told in words that no list has', async () => {
    const asked = [
      'catch me up on what you picked up from me',
      'Was hast du dir von mir denn alles gemerkt?',
      'Quels sont mes goûts, à ton avis ?',
      'Raccontami che cosa ricordi della mia persona',
      'Wat heb je allemaal van mij onthouden?',
      'Co już o mnie wiesz?',
      'Benim hakkımda neler öğrendin?',
    ];
    const found: string[] = [];
    for (const query of asked) if ((await partOf(query)) !== null) found.push(query);
    // By likeness: some are always missed.
    expect(found.length).toBeGreaterThanOrEqual(5);
  });

  it.each([
    'Do you remember my collar size?',
    'What did I tell you about the greenhouse?',
    'Where do I keep my stamps?',
    'Wann kommt mein Onkel?',
    'What do you know about volcanoes?',
    'Quel est mon numéro de casier ?',
  ])('%j asks for one thing', async (query) => {
    expect(await partOf(query)).toBeNull();
  });
});

async function known() {
  const tutee = openTeachability();
  for (const text of [
    'My name is Ottoline.',
    'I live in Ghent.',
    'My sister Ana works at the harbour.',
    'I prefer tea.',
    'Always answer in short sentences.',
    'My locker code is 4471.',
    'I have epilepsy.',
  ])
    await tutee.say(`Remember: ${text}`);
  return tutee;
}

it('a word for one of the people of another language is none in this one', () => {
  expect(isAboutPeople('I am the kind of person who reads on trams.')).toBe(false);
  expect(isAboutPeople('Mein Kind geht in die zweite Klasse.')).toBe(true);
});

describe('what is known of the user', () => {
  it('is brought whole, but secrets are kept from a model', async () => {
    const { ask } = await known();
    const report = await ask('What do you know about me?');
    expect(sent(report).sort()).toEqual([
      'Always answer in short sentences.',
      'I have epilepsy.',
      'I live in Ghent.',
      'I prefer tea.',
      'My name is Ottoline.',
      'My sister Ana works at the harbour.',
    ]);
    expect(new Set(report.candidates.map(({ parts }) => parts.reason))).toContain('about_user');
  });

  it('is brought by part', async () => {
    const { ask } = await known();
    expect(sent(await ask('Who are my people?'))).toContain('My sister Ana works at the harbour.');
    expect(sent(await ask('Who are my people?'))).not.toContain('I live in Ghent.');
    expect(sent(await ask('List my preferences.'))).toContain('I prefer tea.');
    expect(sent(await ask('Write a short bio of me.'))).not.toContain('I have epilepsy.');
  });

  it('keeps to the budget, with some of each kind', async () => {
    const { ask, memories } = openTeachability();
    for (let index = 0; index < 40; index += 1) {
      await memories.teach({ text: `I have visited town number ${index}.`, kind: 'fact' });
      await memories.teach({ text: `I like colour number ${index}.`, kind: 'preference' });
    }
    const report = await ask('What do you know about me?', 500);
    expect(report.usedTokens).toBeLessThanOrEqual(500);
    const kinds = report.candidates.filter(({ outcome }) => outcome === 'used').map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'fact').length).toBeGreaterThan(5);
    expect(kinds.filter((kind) => kind === 'preference').length).toBeGreaterThan(5);
  });

  it('is an answer in groups without a model', async () => {
    const { recall } = await known();
    const query = 'What do you know about me?';
    const report = await recall.recall({
      query,
      budgetTokens: 1_500,
      destinationLocal: true,
      audience: 'memory',
    });
    const { text, shown } = memoryAnswer({ message: query, remembered: [], report });
    expect(shown).toHaveLength(7);
    expect(text).toMatch(
      /^This is what you have told me\.\n\n\*\*About you\*\*\n\n- My name is Ottoline\.\n- I live in Ghent\./u,
    );
    expect(text).toContain('**Your people and animals**\n\n- My sister Ana works at the harbour.');
    expect(text).toContain('**What you like and dislike**\n\n- I prefer tea.');
    expect(text).toContain('**How you want me to answer**\n\n- Always answer in short sentences.');
  });

  it.each([
    ['Was weißt du über mich?', 'Das hast du mir erzählt.'],
    ['¿Qué sabes de mí?', 'Esto es lo que me has contado.'],
    ['私について何を知っていますか？', 'あなたから聞いたことです。'],
  ])('is worded in the language of the question: %s', async (query, opening) => {
    const { recall } = await known();
    const asked = { query, budgetTokens: 1_500, destinationLocal: true, audience: 'memory' } as const;
    const { text } = memoryAnswer({ message: query, remembered: [], report: await recall.recall(asked) });
    expect(text.startsWith(opening)).toBe(true);
    expect(text).toContain('- I live in Ghent.');
  });

  it('is said to be nothing where nothing was told', async () => {
    const { ask } = openTeachability();
    const message = 'Qui sont mes amis ?';
    const { text } = memoryAnswer({ message, remembered: [], report: await ask(message) });
    expect(text).toContain('rien dit');
  });

  it.each([
    ['List my preferences', 'en'],
    ['Liste meine Vorlieben auf', 'de'],
    ['Quem sou eu?', 'pt'],
    ['Elenca le mie preferenze', 'it'],
    ['Wie ben ik?', 'nl'],
    ['Кто я?', 'ru'],
    ['我是谁？', 'zh'],
    ['내가 누구야?', 'ko'],
  ])('%s is asked in %s', (query, language) => {
    expect(languageOfMessage(query)).toBe(language);
  });
});
