/** The wording of memory mode's answers about the user, one entry for each language. The memories themselves are not translated. */

export interface AboutWords {
  readonly opening: string;
  /** Says where all memories can be changed. */
  readonly closing: string;
  /** Says that nothing is known of what was asked. */
  readonly nothing: string;
  readonly you: string;
  readonly people: string;
  readonly likes: string;
  readonly orders: string;
  readonly skills: string;
}

const english: AboutWords = {
  opening: 'This is what you have told me.',
  closing: 'You can change or forget any of it under Memory.',
  nothing: 'You have not told me anything of that yet. Say "Remember that …" and I will.',
  you: 'About you',
  people: 'Your people and animals',
  likes: 'What you like and dislike',
  orders: 'How you want me to answer',
  skills: 'How to do things',
};

const words: Readonly<Record<string, AboutWords>> = {
  en: english,
  de: {
    opening: 'Das hast du mir erzählt.',
    closing: 'Unter „Gedächtnis“ kannst du alles ändern oder vergessen lassen.',
    nothing: 'Davon hast du mir noch nichts erzählt. Sag „Merk dir, dass …“.',
    you: 'Über dich',
    people: 'Deine Menschen und Tiere',
    likes: 'Was du magst und was nicht',
    orders: 'Wie ich antworten soll',
    skills: 'Wie etwas geht',
  },
  es: {
    opening: 'Esto es lo que me has contado.',
    closing: 'Puedes cambiarlo u olvidarlo en «Memoria».',
    nothing: 'De eso aún no me has contado nada. Di «Recuerda que …».',
    you: 'Sobre ti',
    people: 'Tu gente y tus animales',
    likes: 'Lo que te gusta y lo que no',
    orders: 'Cómo quieres que responda',
    skills: 'Cómo se hacen las cosas',
  },
  fr: {
    opening: 'Voici ce que tu m’as dit.',
    closing: 'Tu peux tout modifier ou faire oublier sous « Mémoire ».',
    nothing: 'Tu ne m’as encore rien dit à ce sujet. Dis « Retiens que … ».',
    you: 'Sur toi',
    people: 'Tes proches et tes animaux',
    likes: 'Ce que tu aimes et ce que tu n’aimes pas',
    orders: 'Comment tu veux que je réponde',
    skills: 'Comment faire',
  },
  it: {
    opening: 'Ecco quello che mi hai raccontato.',
    closing: 'Puoi cambiarlo o farlo dimenticare in «Memory».',
    nothing: 'Di questo non mi hai ancora raccontato nulla. Di’ «Ricorda che …».',
    you: 'Su di te',
    people: 'Le tue persone e i tuoi animali',
    likes: 'Che cosa ti piace e che cosa no',
    orders: 'Come vuoi che risponda',
    skills: 'Come si fanno le cose',
  },
  pt: {
    opening: 'Isto é o que você me contou.',
    closing: 'Você pode mudar ou esquecer tudo em “Memory”.',
    nothing: 'Você ainda não me contou nada disso. Diga “Lembre que …”.',
    you: 'Sobre você',
    people: 'Suas pessoas e seus animais',
    likes: 'Do que você gosta e não gosta',
    orders: 'Como você quer que eu responda',
    skills: 'Como fazer as coisas',
  },
  nl: {
    opening: 'Dit heb je me verteld.',
    closing: 'Onder ‘Memory’ kun je alles wijzigen of laten vergeten.',
    nothing: 'Daarover heb je me nog niets verteld. Zeg ‘Onthoud dat …’.',
    you: 'Over jou',
    people: 'Jouw mensen en dieren',
    likes: 'Wat je wel en niet leuk vindt',
    orders: 'Hoe ik moet antwoorden',
    skills: 'Hoe iets moet',
  },
  pl: {
    opening: 'Oto, co od ciebie wiem.',
    closing: 'W zakładce „Memory” możesz to zmienić albo kazać zapomnieć.',
    nothing: 'O tym nic jeszcze nie wiem. Powiedz „Zapamiętaj, że …”.',
    you: 'O tobie',
    people: 'Twoi bliscy i zwierzęta',
    likes: 'Co lubisz, a czego nie',
    orders: 'Jak mam odpowiadać',
    skills: 'Jak coś zrobić',
  },
  ru: {
    opening: 'Вот что ты мне рассказал(а).',
    closing: 'Всё это можно изменить или забыть в разделе Memory.',
    nothing: 'Об этом я пока ничего не знаю. Скажи: «Запомни, что …».',
    you: 'О тебе',
    people: 'Твои близкие и животные',
    likes: 'Что ты любишь и чего не любишь',
    orders: 'Как мне отвечать',
    skills: 'Как что делать',
  },
  tr: {
    opening: 'Bana anlattıkların bunlar.',
    closing: '“Memory” altında hepsini değiştirebilir ya da unutturabilirsin.',
    nothing: 'Bununla ilgili henüz bir şey anlatmadın. “Şunu hatırla: …” de.',
    you: 'Senin hakkında',
    people: 'Yakınların ve hayvanların',
    likes: 'Sevdiklerin ve sevmediklerin',
    orders: 'Nasıl yanıt vermemi istediğin',
    skills: 'Bir şeyin nasıl yapıldığı',
  },
  sv: {
    opening: 'Det här har du berättat för mig.',
    closing: 'Under ”Memory” kan du ändra eller glömma allt.',
    nothing: 'Om det har du inte berättat något än. Säg ”Kom ihåg att …”.',
    you: 'Om dig',
    people: 'Dina människor och djur',
    likes: 'Vad du gillar och inte gillar',
    orders: 'Hur jag ska svara',
    skills: 'Hur man gör saker',
  },
  ja: {
    opening: 'あなたから聞いたことです。',
    closing: '「記憶」でいつでも変更や削除ができます。',
    nothing: 'それについてはまだ何も聞いていません。「…を覚えて」と言ってください。',
    you: 'あなたについて',
    people: '身近な人と動物',
    likes: '好きなものと嫌いなもの',
    orders: '答え方の希望',
    skills: 'やり方',
  },
  zh: {
    opening: '这是你告诉过我的。',
    closing: '你可以在“记忆”里修改或忘记它们。',
    nothing: '关于这个你还没有告诉过我。你可以说“记住……”。',
    you: '关于你',
    people: '你身边的人和动物',
    likes: '你的喜好',
    orders: '你希望我怎样回答',
    skills: '做事的方法',
  },
  ko: {
    opening: '지금까지 알려 주신 내용이에요.',
    closing: '‘Memory’에서 바꾸거나 잊게 할 수 있어요.',
    nothing: '그것에 대해서는 아직 들은 것이 없어요. “…을 기억해”라고 말해 주세요.',
    you: '당신에 대해',
    people: '가까운 사람과 동물',
    likes: '좋아하는 것과 싫어하는 것',
    orders: '원하는 답변 방식',
    skills: '하는 방법',
  },
};

/**
 * English if there is no entry for the language.
 * @param language a result of languageOfMessage
 */
export function aboutWords(language: string): AboutWords {
  return words[language] ?? english;
}
