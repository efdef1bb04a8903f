import { describe, expect, it } from 'vitest';
import { resolveDates } from '#main/teachability/capture/extract/dates/resolve-dates.ts';

/** A Tuesday at noon, local time. */
const tuesday = new Date(2026, 10, 24, 12).getTime();
/** The last millisecond of a day. */
const endOf = (year: number, month: number, day: number) => new Date(year, month - 1, day + 1).getTime() - 1;
const endsOf = (text: string) => resolveDates(text, tuesday).validUntil;

describe('from one day to another', () => {
  it.each([
    "I'm in Galway from 4 to 9 June.",
    "I'm in Galway June 4 to 9.",
    "I'm in Galway from 30 May until 9 June.",
    'Ich bin vom 4. bis 9. Juni in Graz.',
    'Je suis à Metz du 4 au 9 juin.',
    'Estoy en Vigo del 4 al 9 de junio.',
    'Sono a Bari dal 4 al 9 giugno.',
    'Estou em Braga de 4 a 9 de junho.',
    'Ik ben van 4 tot 9 juni in Gent.',
    'Jag är i Lund 4 till 9 juni.',
    'Jestem w Gdyni od 4 do 9 czerwca.',
    'Я в Казани с 4 по 9 июня.',
    'Я у Львові з 4 по 9 червня.',
    "4-9 Haziran arası Bodrum'dayım.",
    'أنا في طنجة من 4 إلى 9 يونيو.',
    '6月4日から9日まで札幌にいます。',
    '我6月4日到9日在大连。',
    '6월 4일부터 9일까지 부산에 있어요.',
  ])('%s', (text) => {
    const { text: written, validUntil } = resolveDates(text, tuesday);
    expect(validUntil).toBe(endOf(2027, 6, 9));
    expect(written).toContain('2027');
  });

  it.each([
    'I was in Galway from 4 to 9 June.',
    'Ich war vom 4. bis 9. Juni in Graz.',
    'Byłam w Gdyni od 4 do 9 czerwca.',
  ])('told of the past it is no end: %s', (text) => {
    expect(endsOf(text)).toBeNull();
  });

  it.each([
    'I run 4 to 9 miles.',
    'Ich laufe 4 bis 9 Runden.',
    'Je cours 4 à 9 tours.',
    '4から9個あります。',
  ])('no dates: %s', (text) => {
    expect(resolveDates(text, tuesday)).toEqual({ text, validUntil: null });
  });
});

describe('until a day', () => {
  it.each([
    ["I'm away until the 14th.", endOf(2026, 12, 14)],
    ['Ich bin bis zum 14. weg.', endOf(2026, 12, 14)],
    ['Je suis absent jusqu’au 14.', endOf(2026, 12, 14)],
    ['Estoy fuera hasta el 14.', endOf(2026, 12, 14)],
    ['Sono via fino al 14.', endOf(2026, 12, 14)],
    ['Estou fora até o dia 14.', endOf(2026, 12, 14)],
    ['Ik ben weg tot de 14e.', endOf(2026, 12, 14)],
    ['Nie ma mnie do 14-go.', endOf(2026, 12, 14)],
    ['Меня нет до 14-го.', endOf(2026, 12, 14)],
    ['14日まで留守です。', endOf(2026, 12, 14)],
    ['我到14号都不在。', endOf(2026, 12, 14)],
    ['14일까지 없어요.', endOf(2026, 12, 14)],
    ["I'm away until the 28th.", endOf(2026, 11, 28)],
    ['Ik ben weg tot zaterdag.', endOf(2026, 11, 28)],
    ['Nie ma mnie do soboty.', endOf(2026, 11, 28)],
    ['Меня нет до субботы.', endOf(2026, 11, 28)],
    ['Jag är borta till lördag.', endOf(2026, 11, 28)],
    ['Cumartesiye kadar yokum.', endOf(2026, 11, 28)],
    ['土曜日まで留守です。', endOf(2026, 11, 28)],
    ['我到星期六都不在。', endOf(2026, 11, 28)],
    ['토요일까지 없어요.', endOf(2026, 11, 28)],
    ['शनिवार तक बाहर हूँ।', endOf(2026, 11, 28)],
    ['أنا مسافر حتى السبت.', endOf(2026, 11, 28)],
    ['Ik ben weg tot 2 februari.', endOf(2027, 2, 2)],
    ['Nie ma mnie do 2 lutego.', endOf(2027, 2, 2)],
    ['Меня нет до 2 февраля.', endOf(2027, 2, 2)],
    ["2 Şubat'a kadar yokum.", endOf(2027, 2, 2)],
    ['2 फ़रवरी तक बाहर हूँ।', endOf(2027, 2, 2)],
    ['2月2日まで留守です。', endOf(2027, 2, 2)],
  ])('%s', (text, end) => {
    expect(endsOf(text)).toBe(end);
  });

  it.each([
    'I work until 6.',
    'Ich arbeite bis 6.',
    'Je travaille jusqu’à 6 h.',
    'Ik werk tot 6 uur.',
    'Pracuję do 6.',
    'Я работаю до 6.',
  ])('an hour of the day is none: %s', (text) => {
    expect(endsOf(text)).toBeNull();
  });
});

describe('what is counted from today', () => {
  it.each([
    ['Ich ziehe in drei Wochen um.', '15. Dezember 2026'],
    ['Je déménage dans 3 semaines.', '15 décembre 2026'],
    ['Me mudo en tres semanas.', '15 de diciembre de 2026'],
    ['Mi trasferisco fra tre settimane.', '15 dicembre 2026'],
    ['Mudo-me em três semanas.', '15 de dezembro de 2026'],
    ['Ik verhuis over drie weken.', '15 december 2026'],
    ['Jag flyttar om tre veckor.', '15 december 2026'],
    ['Przeprowadzam się za trzy tygodnie.', '15 grudnia 2026'],
    ['Я переезжаю через три недели.', '15 декабря 2026'],
    ['Üç hafta sonra taşınıyorum.', '15 Aralık 2026'],
    ['3週間後に引っ越します。', '2026年12月15日'],
    ['我三周后搬家。', '2026年12月15日'],
    ['3주 후에 이사해요.', '2026년 12월 15일'],
    ['मैं तीन सप्ताह में घर बदल रहा हूँ।', '15 दिसंबर 2026'],
    ['Через четыре дня у меня операция.', '28 ноября 2026'],
    ['Za cztery dni mam operację.', '28 listopada 2026'],
  ])('%s', (text, day) => {
    const { text: written, validUntil } = resolveDates(text, tuesday);
    expect(written).toContain(`(${day}`);
    expect(validUntil).toBeNull();
  });

  it.each([
    'I have a call in an hour.',
    'Ich habe in zwei Stunden ein Gespräch.',
    "J'ai un appel dans une heure.",
    'Tengo una llamada en una hora.',
    'Ik heb over een uur een gesprek.',
    'У меня звонок через 2 часа.',
    '1時間後に会議があります。',
  ])('what is about to be is over tomorrow: %s', (text) => {
    expect(endsOf(text)).toBe(endOf(2026, 11, 24));
  });

  it('a speed ends never', () => {
    expect(endsOf('I can run 12 km in an hour.')).toBeNull();
  });

  it.each([
    'Deze week ben ik in Gent.',
    'W tym tygodniu jestem w Gdyni.',
    'На этой неделе я в Казани.',
    'Bu hafta evdeyim.',
    '今週は札幌にいます。',
    '이번 주는 부산에 있어요.',
    'Denna vecka är jag i Lund.',
  ])('this week ends on Sunday: %s', (text) => {
    expect(endsOf(text)).toBe(endOf(2026, 11, 29));
  });
});

describe('today', () => {
  it.each([
    'Heute bin ich im Homeoffice.',
    'Aujourd’hui je reste chez moi.',
    'Hoy trabajo en casa.',
    'Hoje trabalho em casa.',
    'Oggi lavoro da casa.',
    'Vandaag werk ik thuis.',
    'Dziś pracuję z domu.',
    'Сегодня я работаю из дома.',
    'Bugün evden çalışıyorum.',
    '今日は在宅勤務です。',
    '我今天在家上班。',
    '오늘은 집에서 일해요.',
  ])('is over tomorrow: %s', (text) => {
    expect(endsOf(text)).toBe(endOf(2026, 11, 24));
  });

  it.each([
    'Heute habe ich meinen Führerschein bestanden.',
    'Aujourd’hui j’ai adopté un chien.',
    'Hoy he adoptado un perro.',
    'Oggi ho adottato un cane.',
    'Vandaag heb ik een hond geadopteerd.',
    'Dziś adoptowałam psa.',
    'Сегодня я купила дачу.',
    'Bugün bir köpek aldım.',
    '今日、犬を引き取りました。',
    '我今天领养了一只狗。',
    '오늘 강아지를 입양했어요.',
  ])('what was done today stays: %s', (text) => {
    expect(endsOf(text)).toBeNull();
  });
});

describe('a day of the week', () => {
  it.each([
    ['On Thursday I have an audition.', 'On Thursday (said on 24 November 2026) I have an audition.'],
    [
      'Am Donnerstag habe ich ein Vorspiel.',
      'Am Donnerstag (gesagt am 24. November 2026) habe ich ein Vorspiel.',
    ],
    ['Jeudi prochain j’ai une audition.', 'Jeudi prochain (dit le 24 novembre 2026) j’ai une audition.'],
    ['El jueves tengo una audición.', 'El jueves (dicho el 24 de noviembre de 2026) tengo una audición.'],
    ['Na quinta tenho uma audição.', 'Na quinta (dito em 24 de novembro de 2026) tenho uma audição.'],
    ['W czwartek mam przesłuchanie.', 'W czwartek (powiedziane 24 listopada 2026) mam przesłuchanie.'],
    ['В четверг у меня прослушивание.', 'В четверг (сказано 24 ноября 2026 г.) у меня прослушивание.'],
    ['木曜日に面接があります。', '木曜日 (2026年11月24日の話)に面接があります。'],
  ])('%s', (text, written) => {
    expect(resolveDates(text, tuesday)).toEqual({ text: written, validUntil: null });
  });

  it.each([
    'Every Thursday I sing.',
    'I sing on Thursdays.',
    'Jeden Donnerstag singe ich.',
    'Le jeudi je chante.',
    'Los jueves canto.',
    'Ogni giovedì canto.',
    'Каждый четверг я пою.',
    '毎週木曜日に歌います。',
    '매주 목요일에 노래해요.',
  ])('of every week it stays as said: %s', (text) => {
    expect(resolveDates(text, tuesday)).toEqual({ text, validUntil: null });
  });
});
