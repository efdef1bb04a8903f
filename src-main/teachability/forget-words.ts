/** The wording of replies to requests to forget, one entry for each language. Memories are listed in the words in which they were told. */

export interface ForgetWords {
  /** One memory was forgotten; more were, with their number. */
  readonly one: string;
  readonly many: (count: string) => string;
  /** Where that is shown, for one and for more. */
  readonly shown: readonly [one: string, many: string];
  /** A part of what was told stays. */
  readonly restStays: string;
  readonly nothing: string;
  /** All memories were meant, with their number. */
  readonly whole: (count: string) => string;
  readonly which: string;
  /** How many more than those listed were found. */
  readonly more: (count: string) => string;
  /** How to choose; `choiceOf` reads these words. */
  readonly choose: string;
  /** None was chosen. */
  readonly none: string;
}

const english: ForgetWords = {
  one: 'Forgotten.',
  many: (count) => `${count} memories are forgotten.`,
  shown: [
    'It is shown under your message, where you can undo it.',
    'They are shown under your message, where you can undo it.',
  ],
  restStays: 'What else was said with it stays. Both are shown under your message, where you can undo it.',
  nothing: 'I remember nothing about that, so nothing is forgotten.',
  whole: (count) =>
    `That would be all of your ${count} memories, so nothing is forgotten yet. On the Memory page you can select all of them and forget them at once, with one Undo.`,
  which: 'Which one do you mean? Nothing is forgotten yet.',
  more: (count) => `${count} more are on the Memory page.`,
  choose: 'Say “the first”, “all of them” or “none”.',
  none: 'Nothing is forgotten.',
};

const words: Readonly<Record<string, ForgetWords>> = {
  en: english,
  de: {
    one: 'Vergessen.',
    many: (count) => `${count} Erinnerungen sind vergessen.`,
    shown: [
      'Unter deiner Nachricht steht es, dort kannst du es rückgängig machen.',
      'Unter deiner Nachricht stehen sie, dort kannst du es rückgängig machen.',
    ],
    restStays:
      'Was sonst noch darin stand, bleibt. Beides steht unter deiner Nachricht, dort kannst du es rückgängig machen.',
    nothing: 'Dazu weiß ich nichts, also ist nichts vergessen.',
    whole: (count) =>
      `Das wären alle ${count} Erinnerungen, deshalb ist noch nichts vergessen. Auf der Seite Gedächtnis kannst du alle auswählen und auf einmal vergessen, mit einem einzigen Rückgängig.`,
    which: 'Was meinst du? Noch ist nichts vergessen.',
    more: (count) => `${count} weitere stehen auf der Seite Gedächtnis.`,
    choose: 'Sag eine Nummer, „alle“ oder „keine“.',
    none: 'Nichts ist vergessen.',
  },
  es: {
    one: 'Olvidado.',
    many: (count) => `${count} recuerdos olvidados.`,
    shown: [
      'Está debajo de tu mensaje, donde puedes deshacerlo.',
      'Están debajo de tu mensaje, donde puedes deshacerlo.',
    ],
    restStays:
      'Lo demás que decía se queda. Ambas cosas están debajo de tu mensaje, donde puedes deshacerlo.',
    nothing: 'No recuerdo nada sobre eso, así que no he olvidado nada.',
    whole: (count) =>
      `Serían todos tus ${count} recuerdos, así que todavía no he olvidado nada. En la página Memoria puedes seleccionarlos todos y olvidarlos de una vez; se puede deshacer.`,
    which: '¿Cuál quieres decir? Todavía no he olvidado nada.',
    more: (count) => `Hay ${count} más en la página Memoria.`,
    choose: 'Di un número, «todos» o «ninguno».',
    none: 'No he olvidado nada.',
  },
  fr: {
    one: 'Oublié.',
    many: (count) => `${count} souvenirs sont oubliés.`,
    shown: [
      'C’est indiqué sous ton message, où tu peux l’annuler.',
      'Ils sont indiqués sous ton message, où tu peux l’annuler.',
    ],
    restStays:
      'Le reste de ce que tu avais dit demeure. Les deux sont indiqués sous ton message, où tu peux l’annuler.',
    nothing: 'Je ne me souviens de rien à ce sujet, rien n’est donc oublié.',
    whole: (count) =>
      `Ce serait l’ensemble de tes ${count} souvenirs, rien n’est donc encore oublié. Sur la page Mémoire, tu peux tous les sélectionner et les oublier d’un coup ; cela s’annule.`,
    which: 'Duquel parles-tu ? Rien n’est encore oublié.',
    more: (count) => `${count} autres sont sur la page Mémoire.`,
    choose: 'Dis un numéro, « tous » ou « aucun ».',
    none: 'Rien n’est oublié.',
  },
  it: {
    one: 'Dimenticato.',
    many: (count) => `${count} ricordi dimenticati.`,
    shown: [
      'È indicato sotto il tuo messaggio, dove puoi annullarlo.',
      'Sono indicati sotto il tuo messaggio, dove puoi annullarlo.',
    ],
    restStays:
      'Il resto di ciò che avevi detto rimane. Entrambi sono indicati sotto il tuo messaggio, dove puoi annullarlo.',
    nothing: 'Non ricordo nulla in proposito, quindi non ho dimenticato nulla.',
    whole: (count) =>
      `Sarebbero tutti i tuoi ${count} ricordi, quindi non ho ancora dimenticato nulla. Nella pagina Memoria puoi selezionarli tutti e dimenticarli in una volta; si può annullare.`,
    which: 'Quale intendi? Non ho ancora dimenticato nulla.',
    more: (count) => `Altri ${count} sono nella pagina Memoria.`,
    choose: 'Di’ un numero, «tutti» o «nessuno».',
    none: 'Non ho dimenticato nulla.',
  },
  pt: {
    one: 'Esquecido.',
    many: (count) => `${count} memórias esquecidas.`,
    shown: [
      'Está debaixo da tua mensagem, onde podes anular.',
      'Estão debaixo da tua mensagem, onde podes anular.',
    ],
    restStays:
      'O resto do que disseste fica. Ambas as coisas estão debaixo da tua mensagem, onde podes anular.',
    nothing: 'Não me lembro de nada sobre isso, por isso nada foi esquecido.',
    whole: (count) =>
      `Seriam todas as tuas ${count} memórias, por isso ainda nada foi esquecido. Na página Memória podes selecioná-las todas e esquecê-las de uma vez; pode ser anulado.`,
    which: 'Qual delas? Ainda nada foi esquecido.',
    more: (count) => `Há mais ${count} na página Memória.`,
    choose: 'Diz um número, «todas» ou «nenhuma».',
    none: 'Nada foi esquecido.',
  },
  nl: {
    one: 'Vergeten.',
    many: (count) => `${count} herinneringen zijn vergeten.`,
    shown: [
      'Het staat onder je bericht, waar je het ongedaan kunt maken.',
      'Ze staan onder je bericht, waar je het ongedaan kunt maken.',
    ],
    restStays:
      'Wat er verder in stond, blijft. Beide staan onder je bericht, waar je het ongedaan kunt maken.',
    nothing: 'Daar weet ik niets over, dus er is niets vergeten.',
    whole: (count) =>
      `Dat zouden al je ${count} herinneringen zijn, dus er is nog niets vergeten. Op de pagina Memory kun je ze allemaal selecteren en in één keer vergeten; dat kan ongedaan worden gemaakt.`,
    which: 'Welke bedoel je? Er is nog niets vergeten.',
    more: (count) => `Er staan er nog ${count} op de pagina Memory.`,
    choose: 'Zeg een nummer, ‘allemaal’ of ‘geen’.',
    none: 'Er is niets vergeten.',
  },
  pl: {
    one: 'Zapomniane.',
    many: (count) => `Zapomniane wspomnienia: ${count}.`,
    shown: [
      'Widać to pod twoją wiadomością, tam możesz to cofnąć.',
      'Widać je pod twoją wiadomością, tam możesz to cofnąć.',
    ],
    restStays:
      'Reszta tego, co było powiedziane, zostaje. Jedno i drugie widać pod twoją wiadomością, tam możesz to cofnąć.',
    nothing: 'Nic o tym nie pamiętam, więc nic nie zostało zapomniane.',
    whole: (count) =>
      `To byłyby wszystkie twoje wspomnienia (${count}), więc na razie nic nie zostało zapomniane. Na stronie Memory możesz zaznaczyć wszystkie i zapomnieć je naraz; można to cofnąć.`,
    which: 'O które chodzi? Na razie nic nie zostało zapomniane.',
    more: (count) => `Na stronie Memory jest jeszcze ${count}.`,
    choose: 'Podaj numer albo powiedz „wszystkie” lub „żadne”.',
    none: 'Nic nie zostało zapomniane.',
  },
  ru: {
    one: 'Забыто.',
    many: (count) => `Забыто воспоминаний: ${count}.`,
    shown: [
      'Это показано под твоим сообщением, там можно отменить.',
      'Они показаны под твоим сообщением, там можно отменить.',
    ],
    restStays:
      'Остальное, что там было сказано, остаётся. И то и другое показано под твоим сообщением, там можно отменить.',
    nothing: 'Об этом я ничего не помню, поэтому ничего не забыто.',
    whole: (count) =>
      `Это были бы все твои воспоминания (${count}), поэтому пока ничего не забыто. На странице Memory можно выбрать их все и забыть сразу; это можно отменить.`,
    which: 'Что именно? Пока ничего не забыто.',
    more: (count) => `Ещё ${count} на странице Memory.`,
    choose: 'Назови номер, «все» или «никакое».',
    none: 'Ничего не забыто.',
  },
  tr: {
    one: 'Unutuldu.',
    many: (count) => `${count} anı unutuldu.`,
    shown: [
      'Mesajının altında görünüyor, oradan geri alabilirsin.',
      'Mesajının altında görünüyorlar, oradan geri alabilirsin.',
    ],
    restStays: 'Söylenen geri kalanı duruyor. İkisi de mesajının altında görünüyor, oradan geri alabilirsin.',
    nothing: 'Bununla ilgili bir şey hatırlamıyorum, bu yüzden hiçbir şey unutulmadı.',
    whole: (count) =>
      `Bu, ${count} anının tamamı olurdu; bu yüzden henüz hiçbir şey unutulmadı. Memory sayfasında hepsini seçip bir kerede unutturabilirsin; geri alınabilir.`,
    which: 'Hangisi? Henüz hiçbir şey unutulmadı.',
    more: (count) => `Memory sayfasında ${count} tane daha var.`,
    choose: 'Bir sayı, “hepsi” ya da “hiçbiri” de.',
    none: 'Hiçbir şey unutulmadı.',
  },
  sv: {
    one: 'Glömt.',
    many: (count) => `${count} minnen är glömda.`,
    shown: [
      'Det visas under ditt meddelande, där du kan ångra det.',
      'De visas under ditt meddelande, där du kan ångra det.',
    ],
    restStays: 'Det andra som sades finns kvar. Båda visas under ditt meddelande, där du kan ångra det.',
    nothing: 'Det minns jag inget om, så inget är glömt.',
    whole: (count) =>
      `Det vore alla dina ${count} minnen, så inget är glömt än. På sidan Memory kan du markera alla och glömma dem på en gång; det går att ångra.`,
    which: 'Vilket menar du? Inget är glömt än.',
    more: (count) => `${count} till finns på sidan Memory.`,
    choose: 'Säg ett nummer, ”alla” eller ”inget”.',
    none: 'Inget är glömt.',
  },
  ja: {
    one: '忘れました。',
    many: (count) => `${count}件を忘れました。`,
    shown: [
      'メッセージの下に表示されていて、元に戻せます。',
      'メッセージの下に表示されていて、元に戻せます。',
    ],
    restStays: '一緒に言われたほかのことは残ります。どちらもメッセージの下に表示されていて、元に戻せます。',
    nothing: 'それについては何も覚えていないので、何も忘れていません。',
    whole: (count) =>
      `それだと${count}件すべてになるので、まだ何も忘れていません。「記憶」のページですべてを選んで一度に忘れさせることができ、元に戻せます。`,
    which: 'どれのことですか？まだ何も忘れていません。',
    more: (count) => `「記憶」のページにあと${count}件あります。`,
    choose: '番号か「全部」か「なし」と言ってください。',
    none: '何も忘れていません。',
  },
  zh: {
    one: '已忘记。',
    many: (count) => `已忘记 ${count} 条记忆。`,
    shown: ['它显示在你的消息下面，可以在那里撤销。', '它们显示在你的消息下面，可以在那里撤销。'],
    restStays: '其中其他内容保留。两者都显示在你的消息下面，可以在那里撤销。',
    nothing: '关于这个我什么都不记得，所以没有忘记任何东西。',
    whole: (count) =>
      `那是你全部的 ${count} 条记忆，所以还没有忘记任何东西。在“记忆”页面可以全选并一次忘记，也可以撤销。`,
    which: '你指的是哪一条？还没有忘记任何东西。',
    more: (count) => `“记忆”页面上还有 ${count} 条。`,
    choose: '请说编号、“全部”或“都不是”。',
    none: '没有忘记任何东西。',
  },
  ko: {
    one: '잊었어요.',
    many: (count) => `기억 ${count}개를 잊었어요.`,
    shown: [
      '메시지 아래에 표시되어 있고, 거기서 되돌릴 수 있어요.',
      '메시지 아래에 표시되어 있고, 거기서 되돌릴 수 있어요.',
    ],
    restStays: '함께 말한 나머지는 남아 있어요. 둘 다 메시지 아래에 표시되어 있고, 거기서 되돌릴 수 있어요.',
    nothing: '그에 대해 기억하는 게 없어서 잊은 것도 없어요.',
    whole: (count) =>
      `그러면 기억 ${count}개 전부라서 아직 아무것도 잊지 않았어요. Memory 페이지에서 모두 선택해 한 번에 잊게 할 수 있고, 되돌릴 수 있어요.`,
    which: '어느 것을 말하는 거예요? 아직 아무것도 잊지 않았어요.',
    more: (count) => `Memory 페이지에 ${count}개 더 있어요.`,
    choose: '번호나 “전부” 또는 “없음”이라고 말해 주세요.',
    none: '아무것도 잊지 않았어요.',
  },
};

/**
 * English if there is no entry for the language.
 * @param language a result of `languageOfMessage`
 */
export function forgetWords(language: string): ForgetWords {
  return words[language] ?? english;
}
