/** Words that say nothing about a topic, by language. In the form that the tokenizer returns: folded, without apostrophes. */
const english = `
a an the this that these those some any each every either neither both all such same other another own
i me my mine myself you your yours yourself he him his himself she her hers herself it its itself we us our ours
ourselves they them their theirs themselves one someone somebody anyone anybody anything something nothing everything
everyone who whom whose which what when where why how
is am are was were be been being isn aren wasn weren do does did doing done don doesn didn have has had having haven
hasn hadn can could cannot couldn will would won wouldn shall should shouldn may might must mustn ought
and or but nor if then else than as so because while until although though whether since unless
of in on at by for with without about against between into through during before after above below to from up down out
off over under again further once here there not no yes only too very just also even still already yet ever never
please ok okay well really quite rather much many more most few less least lot lots bit
s t m d ll re ve don let lets im ive id youre dont cant whats thats isnt doesnt didnt wont
`;

const german = `
der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist sind war waren bin bist sein
ich du er sie es wir ihr mich mir dich dir ihn ihm uns euch mein meine meinen meiner meinem dein deine deinen ihr ihre
was wer wie wo wann warum welche welcher welches zu zum zur von vom mit bei auf aus im am in an fur nach uber unter
hat habe haben hast hatte kann kannst konnen soll sollte wird werden als auch nur noch schon so dass wenn weil bitte
`;

const spanish = `
el la los las un una unos unas y o pero no es son era fue soy eres estoy esta estan ser estar yo tu ella ello nosotros
ellos me te se le lo nos mi mis su sus que quien como donde cuando cual cuales por para con sin sobre entre de del al en
a ha he has hay muy mas ya si tambien favor puedes puede
`;

const french = `
le la les un une des et ou mais ne pas est sont etait suis es etre je tu il elle on nous vous ils elles me te se mon ma
mes ton ta tes son sa ses notre votre leur que qui quoi comment ou quand pourquoi quel quelle quels quelles de du au aux
en dans sur sous avec sans pour par ce cette ces y a ai as ont avoir plus aussi tres plait c j l d qu n s
`;

const portuguese = `
o a os as um uma uns umas e ou mas nao e sao era foi sou eu tu voce ele ela nos eles elas me te se meu minha meus minhas
seu sua seus suas que quem como onde quando qual quais por para com sem sobre entre de do da dos das em no na nos nas ao
muito mais ja tambem favor pode
`;

const italian = `
il lo la i gli le un uno una e o ma non e sono era sei io tu lui lei noi voi loro mi ti si ci vi mio mia miei mie tuo tua
suo sua che chi come dove quando quale quali perche di del della dei delle da dal in nel nella su sul con senza per tra
fra a al alla ho hai ha molto piu anche gia favore puoi
`;

const dutch = `
de het een en of maar niet geen is zijn was waren ben bent ik jij je u hij zij ze wij we jullie mij me jou hem haar ons hun mijn jouw
wie wat waar wanneer waarom hoe welke te van voor met bij op in aan uit naar over onder door om als ook nog al dan dat die dit deze er
heeft heb hebben had kan kun kunnen moet zal wordt worden
`;

const polish = `
i a o u w z na do od za po przy dla bez pod nad przed ten ta to te ci tego tej tym nie jest sa byl byla bylo jestem jestes byc mam masz ma
ja ty ona ono wy oni one mi mnie mna ci ciebie cie sie moj moja moje moich twoj twoja jego jej ich nas nam kto co gdzie kiedy jak
dlaczego ktory ktora ktore czy ze ale lub albo bo tez tylko juz jeszcze prosze
`;

const russian = `
и а но или не ни в во на с со к ко у о об от до из за по для без под над при я ты он она оно мы вы они меня мне мной тебя тебе его ее им их
нас нам вас вам мои моя мое моих твои твоя это этот эта эти тот та те что кто где когда как почему какои какая какие чем ли бы же
есть был была было были быть уже еще только тоже
`;

const turkish = `
ve veya ama ile icin bir bu su o ben sen biz siz onlar bana beni benim sana seni senin bize bizim ne kim nerede nasil neden hangi mi mı mu
de da ki cok daha en gibi kadar var yok degil olan olarak
`;

const chinese = `的 了 吗 呢 吧 啊 是 在 我 你 他 她 它 们 我们 你们 他们 的是 什么 怎么 哪里 为什么 这 那 有 和 不 也 都 就 请`;

/**
 * Words of asking, wishing and judging. They are searched for, since "work" or "plan" can be the topic, but weigh little compared with
 * words that nearly always are. As stems.
 */
const weak = `
tell know give help want need make get got getting use using used think thought say said see look find found show like
would love recommend suggest suggestion recommendation advice advise idea option way thing kind sort type best good
great better nice new old big small first last next today tonight tomorrow now soon week month year day time people
person person try trying start started starting plan planning consider considering interested looking go going come came
take took put keep kept work working works explain describe list write create question answer remember recall ask asked
talk mean happen feel enjoy should could might maybe perhaps actually different possible important specific certain
able sure right long short place popular top effective favourite favorite
`;

const words = (list: string) => list.split(/\s+/u).filter((word) => word !== '');

/** Stop words of every language that is compared without knowing its own. */
export const stopWords: ReadonlySet<string> = new Set(
  [english, german, spanish, french, portuguese, italian, chinese].flatMap(words),
);

export const weakWords: ReadonlySet<string> = new Set(words(weak));

/** Chinese words occur in no other language of these, so they are part of each set. */
const byLanguage: readonly ReadonlySet<string>[] = [
  english,
  german,
  spanish,
  french,
  portuguese,
  italian,
  dutch,
  polish,
  russian,
  turkish,
].map((list) => new Set([...words(list), ...words(chinese)]));

/** By word: the languages that have it, and how much it tells of each, which is less the more of them have it. */
const languagesOf = new Map<string, { readonly languages: readonly number[]; readonly share: number }>();
for (const word of new Set(byLanguage.flatMap((list) => [...list]))) {
  const languages = byLanguage.flatMap((list, at) => (list.has(word) ? [at] : []));
  languagesOf.set(word, { languages, share: 1 / languages.length });
}
/** A text whose words tell less of a language may be of any. */
const LEAST_TOLD = 0.7;
/** Of a longer text only the beginning tells its language. In words. */
const MOST_READ = 60;

/**
 * The stop words of the language that a text is most likely written in, since one language's stop word is another one's noun: "son" is a
 * person in English and "his" in French.
 * @param text words in the form that `wordsOf` returns
 */
export function stopWordsFor(text: readonly string[]): ReadonlySet<string> {
  const told = toldOfLanguages(text);
  const most = Math.max(...told);
  return most < LEAST_TOLD ? stopWords : (byLanguage[told.indexOf(most)] ?? stopWords);
}

/** By language, how much the words of a text tell of it. */
function toldOfLanguages(text: readonly string[]): number[] {
  const told = byLanguage.map(() => 0);
  for (const word of text.slice(0, MOST_READ)) {
    const { languages = [], share = 0 } = languagesOf.get(word) ?? {};
    for (const at of languages) told[at] = (told[at] ?? 0) + share;
  }
  return told;
}
