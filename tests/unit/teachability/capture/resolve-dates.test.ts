import { describe, expect, it } from 'vitest';
import { resolveDates, namesEndDate } from '#main/teachability/capture/extract/dates/resolve-dates.ts';

/** A Tuesday at noon, local time. */
const tuesday = new Date(2026, 10, 24, 12).getTime();
/** The last millisecond of a day. */
const endOf = (year: number, month: number, day: number) => new Date(year, month - 1, day + 1).getTime() - 1;

describe('a named end', () => {
  it.each([
    ['I am in Rome until Friday.', 'I am in Rome until Friday (27 November 2026).', endOf(2026, 11, 27)],
    ['I am off till Tuesday.', 'I am off till Tuesday (1 December 2026).', endOf(2026, 12, 1)],
    ['I am off until next Friday.', 'I am off until next Friday (4 December 2026).', endOf(2026, 12, 4)],
    ['I am off until tomorrow.', 'I am off until tomorrow (25 November 2026).', endOf(2026, 11, 25)],
    [
      'I work nights till the end of March.',
      'I work nights till the end of March (31 March 2027).',
      endOf(2027, 3, 31),
    ],
    [
      'I work nights until the end of the month.',
      'I work nights until the end of the month (30 November 2026).',
      endOf(2026, 11, 30),
    ],
    ['I live in Gent until 3 May.', 'I live in Gent until 3 May (3 May 2027).', endOf(2027, 5, 3)],
    ['I live in Gent until May 3rd, 2027.', 'I live in Gent until May 3rd, 2027.', endOf(2027, 5, 3)],
    ['I live in Gent until 2027-02-01.', 'I live in Gent until 2027-02-01.', endOf(2027, 2, 1)],
    ['This week I eat vegan.', 'This week (until 29 November 2026) I eat vegan.', endOf(2026, 11, 29)],
    [
      'I need short answers for the next two weeks.',
      'I need short answers for the next two weeks (until 8 December 2026).',
      endOf(2026, 12, 8),
    ],
    [
      'For this trip I need step-free routes.',
      'For this trip (said on 24 November 2026) I need step-free routes.',
      endOf(2026, 12, 14),
    ],
    ['Ich bin bis Freitag in Wien.', 'Ich bin bis Freitag (27. November 2026) in Wien.', endOf(2026, 11, 27)],
    [
      'Ich arbeite bis Ende März nachts.',
      'Ich arbeite bis Ende März (31. März 2027) nachts.',
      endOf(2027, 3, 31),
    ],
    [
      'Estoy en Lima hasta el viernes.',
      'Estoy en Lima hasta el viernes (27 de noviembre de 2026).',
      endOf(2026, 11, 27),
    ],
    ['Estou em Faro até sexta.', 'Estou em Faro até sexta (27 de novembro de 2026).', endOf(2026, 11, 27)],
    [
      'Estou em Faro até à próxima terça-feira.',
      'Estou em Faro até à próxima terça-feira (1 de dezembro de 2026).',
      endOf(2026, 12, 1),
    ],
    [
      'O meu passe vale até 3 de março.',
      'O meu passe vale até 3 de março (3 de março de 2027).',
      endOf(2027, 3, 3),
    ],
    [
      'Trabalho de casa até ao fim do mês.',
      'Trabalho de casa até ao fim do mês (30 de novembro de 2026).',
      endOf(2026, 11, 30),
    ],
    [
      'Fico em Braga até semana que vem.',
      'Fico em Braga até semana que vem (30 de novembro de 2026).',
      endOf(2026, 11, 30),
    ],
    [
      'Esta semana estou de férias.',
      'Esta semana (até 29 de novembro de 2026) estou de férias.',
      endOf(2026, 11, 29),
    ],
    [
      'Para esta viagem prefiro hotéis baratos.',
      'Para esta viagem (dito em 24 de novembro de 2026) prefiro hotéis baratos.',
      endOf(2026, 12, 14),
    ],
    ['Sono a Bari fino a venerdi.', 'Sono a Bari fino a venerdi (27 novembre 2026).', endOf(2026, 11, 27)],
    [
      'Sono a Bari fino alla fine della settimana.',
      'Sono a Bari fino alla fine della settimana (29 novembre 2026).',
      endOf(2026, 11, 29),
    ],
    [
      'Il mio abbonamento vale fino all’8 marzo.',
      'Il mio abbonamento vale fino all’8 marzo (8 marzo 2027).',
      endOf(2027, 3, 8),
    ],
    [
      'Lavoro da casa fino a fine anno.',
      'Lavoro da casa fino a fine anno (31 dicembre 2026).',
      endOf(2026, 12, 31),
    ],
    [
      'Questo mese mangio vegano.',
      'Questo mese (fino al 30 novembre 2026) mangio vegano.',
      endOf(2026, 11, 30),
    ],
    [
      'Per questo viaggio preferisco gli ostelli.',
      'Per questo viaggio (detto il 24 novembre 2026) preferisco gli ostelli.',
      endOf(2026, 12, 14),
    ],
    [
      'Esta semana no trabajo desde casa.',
      'Esta semana (hasta el 29 de noviembre de 2026) no trabajo desde casa.',
      endOf(2026, 11, 29),
    ],
    [
      'Je suis à Lyon jusqu’à vendredi.',
      'Je suis à Lyon jusqu’à vendredi (27 novembre 2026).',
      endOf(2026, 11, 27),
    ],
  ])('%s', (said, text, validUntil) => {
    expect(resolveDates(said, tuesday)).toEqual({ text, validUntil });
  });

  it('is the next of its kind at the turn of the year', () => {
    const december = new Date(2026, 11, 30, 23, 59).getTime();
    expect(resolveDates('I am in Rome until Friday.', december).validUntil).toBe(endOf(2027, 1, 1));
    expect(resolveDates('I am in Rome this month.', december).validUntil).toBe(endOf(2026, 12, 31));
  });

  it.each([
    'I was in Rome until Friday.',
    'I lived in Ghent until May 2031.',
    'I moved to Utrecht this week.',
    'I have been ill this week.',
    'I live in Gent until 2019-02-01.',
    'I read until late.',
    'I play tennis every week.',
    'My sister is called Friday.',
    'I work until 5.',
    'Gosto de café até tarde.',
    'Sono fino a metà strada.',
    'Trabalho até às 5.',
  ])('is not found in: %s', (said) => {
    expect(resolveDates(said, tuesday).validUntil).toBeNull();
  });

  it('makes "for now" a definite time, which a trip does not', () => {
    expect(namesEndDate('For now, until Friday, answer in German.', tuesday)).toBe(true);
    expect(namesEndDate('For now answer in German.', tuesday)).toBe(false);
    expect(namesEndDate('For this trip answer in German.', tuesday)).toBe(false);
  });
});

describe('a day that means another one later', () => {
  it.each([
    ['My exam is tomorrow.', 'My exam is tomorrow (25 November 2026).'],
    ['My exam is the day after tomorrow.', 'My exam is the day after tomorrow (26 November 2026).'],
    ['I bought a bike yesterday.', 'I bought a bike yesterday (23 November 2026).'],
    ['Übermorgen fliege ich nach Wien.', 'Übermorgen (26. November 2026) fliege ich nach Wien.'],
    ['Après-demain je pars en Corse.', 'Après-demain (26 novembre 2026) je pars en Corse.'],
    ['Pasado mañana tengo examen.', 'Pasado mañana (26 de noviembre de 2026) tengo examen.'],
    ['Depois de amanhã viajo.', 'Depois de amanhã (26 de novembro de 2026) viajo.'],
    ['Domani ho un colloquio.', 'Domani (25 novembre 2026) ho un colloquio.'],
    ['Overmorgen ga ik naar Gent.', 'Overmorgen (26 november 2026) ga ik naar Gent.'],
    ['Jutro mam egzamin.', 'Jutro (25 listopada 2026) mam egzamin.'],
    ['Yarın sınavım var.', 'Yarın (25 Kasım 2026) sınavım var.'],
    ['Вчера я купила велосипед.', 'Вчера (23 ноября 2026 г.) я купила велосипед.'],
    ['我后天去上海。', '我后天 (2026年11月26日)去上海。'],
    ['明日は試験です。', '明日 (2026年11月25日)は試験です。'],
    ['내일 시험이 있어.', '내일 (2026년 11월 25일) 시험이 있어.'],
    ['My exam is next Friday.', 'My exam is next Friday (said on 24 November 2026).'],
    ['I moved here two years ago.', 'I moved here two years ago (said on 24 November 2026).'],
    ['My son turns six this summer.', 'My son turns six this summer (said on 24 November 2026).'],
  ])('%s', (said, text) => {
    expect(resolveDates(said, tuesday)).toEqual({ text, validUntil: null });
  });

  it('ends with the day where it tells of today, not of what was done', () => {
    expect(resolveDates('Today I work from the library.', tuesday).validUntil).toBe(endOf(2026, 11, 24));
    expect(resolveDates('I bought a tent today.', tuesday).validUntil).toBeNull();
  });

  it.each([
    'I play tennis on Fridays.',
    'My birthday is 3 May 1984.',
    'I like yesterday’s bread.',
    'My exam is next May 2031.',
    'I swim every day.',
    'Ich wohne hier.',
    'Ich jogge am Morgen.',
    'Trabajo por la mañana.',
    'Ik zwem in de morgen.',
    'मैं कल आऊँगा।',
  ])('stays as it is: %s', (said) => {
    expect(resolveDates(said, tuesday)).toEqual({ text: said, validUntil: null });
  });
});
