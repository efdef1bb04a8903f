import { describe, expect, it } from 'vitest';
import { dayIsPast } from '#main/teachability/capture/extract/dates/past-day.ts';
import { resolveDates } from '#main/teachability/capture/extract/dates/resolve-dates.ts';

const SAID = new Date(2026, 10, 30, 10).getTime();
const onDay = (day: number) => new Date(2026, 11, day, 9).getTime();

describe('a day that a memory names', () => {
  it.each([
    'My audition is tomorrow.',
    'Mein Vorsingen ist morgen.',
    'Mon audition est demain.',
    'Mi audición es mañana.',
    'A minha audição é amanhã.',
    'La mia audizione è domani.',
    'Mijn auditie is morgen.',
    'Moje przesłuchanie jest jutro.',
    'Моё прослушивание завтра.',
    'Моє прослуховування завтра.',
    'Min audition är imorgon.',
    'Seçmelerim yarın.',
    'اختباري غدا.',
    'オーディションは明日です。',
    '我的试镜是明天。',
    '내 오디션은 내일이야.',
  ])('has passed the day after, not on it: %s', (said) => {
    const { text } = resolveDates(said, SAID);
    expect(dayIsPast(text, onDay(1))).toBe(false);
    expect(dayIsPast(text, onDay(2))).toBe(true);
  });

  it('is none if only the day is known on which it was said', () => {
    expect(dayIsPast(resolveDates('The market is on Friday.', SAID).text, onDay(30))).toBe(false);
    expect(dayIsPast('I have two cats.', onDay(30))).toBe(false);
  });

  it.each([
    'My audition is on 5 December.',
    'The audition: December 5th, at the theatre.',
    'Mein Vorsingen ist am 5. Dezember.',
    'Mi audición es el 5 de diciembre.',
    'Mon audition est le 5 décembre.',
    'Moje przesłuchanie jest 5 grudnia.',
    'Прослушивание 5 декабря.',
    'オーディションは12月5日です。',
    '내 오디션은 12월 5일이야.',
  ])('is the first one since it was told if it has no year: %s', (text) => {
    expect(dayIsPast(text, onDay(5), SAID)).toBe(false);
    expect(dayIsPast(text, onDay(6), SAID)).toBe(true);
    // Told after that day, the one of the next year is meant.
    expect(dayIsPast(text, onDay(20), onDay(10))).toBe(false);
  });

  it.each([
    'My birthday is 5 December.',
    'Wir haben am 5. Dezember Hochzeitstag.',
    'Mi cumpleaños es el 5 de diciembre.',
    '誕生日は12月5日です。',
    'I may 5 times a day.',
  ])('comes again, or is none: %s', (text) => {
    expect(dayIsPast(text, onDay(6), SAID)).toBe(false);
  });
});

describe('"this week" ends with the week', () => {
  it.each([
    'Ich bin diese Woche beurlaubt.',
    'Ich bin diese Woche krankgeschrieben.',
    '这周我休假。',
    '이번주에 나는 휴가야.',
    'Jag är ledig den här veckan.',
  ])('%s', (said) => {
    expect(resolveDates(said, SAID).validUntil).toBe(new Date(2026, 11, 7).getTime() - 1);
  });

  it('not if it is told of the past', () => {
    expect(resolveDates('Ich bin diese Woche nach Ulm gefahren.', SAID).validUntil).toBeNull();
  });
});
