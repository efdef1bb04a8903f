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

export const stopWords: ReadonlySet<string> = new Set(
  [english, german, spanish, french, portuguese, italian, chinese].flatMap(words),
);

export const weakWords: ReadonlySet<string> = new Set(words(weak));
