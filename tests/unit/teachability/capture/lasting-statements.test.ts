/** Statements that no rule matches, told from talk of the moment by their meaning; and sentences that tell several things. */
import { beforeAll, describe, expect, it } from 'vitest';
import { learnByRules } from '#main/teachability/capture/extract/learn-by-rules.ts';
import { conjunctsIn } from '#main/teachability/capture/understand/acts/clauses.ts';
import { lastingScore } from '#main/teachability/capture/understand/acts/lasting.ts';
import { understandByMeaning } from '../../../support/understood-by-meaning.ts';

const NOW = Date.UTC(2026, 4, 12, 9);
const told = (message: string) =>
  learnByRules(message, NOW)
    .map(({ text }) => text)
    .toSorted((one, other) => one.localeCompare(other));

const lasting = [
  'los jueves toca natación con los críos',
  'mi santo es el 24 de junio',
  "le mercredi j'emmène les petits au judo",
  'je bosse dans une scierie depuis dix ans',
  'mijn opa zit in een rolstoel',
  'ich geh jeden Mittwoch in die Sauna',
  'studio violoncello da quando avevo sei anni',
  'a minha avó tem Alzheimer',
  'córka chodzi do trzeciej klasy',
  'по средам хожу на плавание',
  'kızım ilkokula gidiyor',
  '弟は消防士をしています',
  '我每天骑车上班',
  '남동생이 소방관이에요',
  'جدي عنده مزرعة زيتون',
  'मेरा भाई दमकल में है',
  'I catch the 6:55 ferry to work',
];
const ofTheMoment = [
  'estoy esperando el autobús',
  "j'ai mis la table",
  'ik sta in de file',
  'ich hab mich grad hingelegt',
  'sto aspettando il tecnico',
  'acabei de tomar banho',
  'właśnie jem obiad',
  'сижу в очереди',
  'şimdi duştan çıktım',
  '今ごはん食べてる',
  '我在排队',
  '지금 밥 먹는 중',
  'عم بستنى الباص',
  'अभी खाना खा रही हूँ',
  "I'm waiting for the plumber",
  'Kidneys filter the blood.',
];
const several = [
  ['hallo ik ben Noor, woon in Breda, werk bij de brandweer', ['Woon in Breda', 'Werk bij de brandweer']],
  ['vivo en Jaca y soy carpintera', ['Vivo en Jaca', 'Soy carpintera']],
  ['mam na imię Iga, mieszkam w Pucku i pracuję w porcie', ['Mieszkam w Pucku', 'Pracuję w porcie']],
  ['меня зовут Вера, живу в Твери и работаю поваром', ['Живу в Твери', 'Работаю поваром']],
  ['sou a Rita, moro em Évora e tenho um filho chamado Gil', ['Moro em Évora', 'Tenho um filho chamado Gil']],
] as const;
const one = [
  'tengo dos tortugas, Rayo y Trueno',
  'mijn zus en haar man wonen in Antwerpen',
  "j'ai un fils de 4 ans, Malo, il est allergique au lait",
  'dans mon village il y a un marché le samedi',
  'wij hebben een poes en een kanarie',
];

beforeAll(
  () => understandByMeaning([...lasting, ...ofTheMoment, ...several.map(([message]) => message), ...one]),
  240_000,
);

describe('what a person says in passing', () => {
  // Judged by likeness, so not every sentence of a kind is told right; what it reaches is measured in recipes/lasting-statements.
  it('is kept where it lasts, nearly always', () => {
    expect(lasting.filter((message) => told(message).length !== 1).length).toBeLessThanOrEqual(1);
  });

  it('is not kept where it is over soon, or about the world, nearly always', () => {
    expect(ofTheMoment.filter((message) => told(message).length > 0).length).toBeLessThanOrEqual(1);
  });

  it.each(several)('is as many memories as it tells things: %s', (message, texts) => {
    expect(told(message)).toEqual(expect.arrayContaining(texts.map((text) => `${text}.`)));
  });

  it.each(one)('stays one where the parts belong together: %s', (message) => {
    expect(told(message)).toHaveLength(1);
  });

  it('is not parted where a sentence is too long to be one', () => {
    const endless = 'ik woon hier en '.repeat(500);
    expect(conjunctsIn(endless)).toEqual([endless]);
  });

  it('has no likelihood without a vector', () => {
    expect(lastingScore('a sentence that nobody has embedded')).toBeNull();
  });
});
