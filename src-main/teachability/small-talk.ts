/**
 * Recognizes greetings, thanks and other small talk, which recalls nothing and teaches nothing. A message is small talk only if all of
 * it is: "hi, what should I cook?" is not.
 */

import { fold } from './recall/terms.ts';

/** The longest message that can be small talk, in words. */
const LONGEST = 14;

/** Whole phrases, folded, without punctuation; apostrophes are spaces. */
const phrases = `
hi | hiya | hello | hey | heya | hey hey | howdy | yo | sup | greetings | salutations | hullo | g day | hi hi
good morning | good afternoon | good evening | good day | good night | goodnight | morning | evening | afternoon
top of the morning to you | rise and shine | merry christmas | happy new year | happy holidays | happy birthday
happy monday | happy friday | happy weekend
how are you | how are you doing | how are you feeling | how r u | how are u | how ya doing | how you doing | how do you do
how are things | how s it going | hows it going | how is it going | how s everything | how is everything | how is life
how s life | how have you been | how s your day | how is your day | how was your day | how s your day going
how is your day going | how is your day going so far | how s your day so far | how was your weekend | how was your night
how did you sleep | did you sleep well | what s up | whats up | what is up | wassup | what s new | whats new | what is new
what s going on | what are you up to | what s happening | how goes it | you good | are you ok | are you okay | all good
are you there | you there | anybody there | anyone there | is anyone there | are you awake | are you ready | still there
can you hear me | hope you are well | hope you re well | hope you are doing well | hope you re doing well
i hope you are well | i hope you are doing well | i hope you re doing well | i hope you re well
nice to meet you | pleased to meet you | good to meet you | nice to see you | good to see you | good to see you again
nice to see you again | long time no see | i m back | im back | i am back | it s me | it s me again | here i am
i missed you | miss me | did you miss me | welcome back | nice talking to you | nice chatting with you | good talk
good chat | great talking to you | it was nice talking to you | let s chat | let s talk | can we talk | can we chat
i m bored | just saying hi | just wanted to say hi | just checking in | just wanted to say hello | just saying hello
thanks | thank you | thankyou | thx | ty | tysm | tnx | cheers | ta | many thanks | thanks a lot | thanks a million
thanks a bunch | thanks so much | thank you so much | thank you very much | thank you kindly | much appreciated
i appreciate it | i appreciate that | appreciate it | i really appreciate it | thanks for everything
thanks for that | thanks for the help | thanks for your help | thanks for helping | thank you for your help
thank you for the help | thank you for everything | thank you for that | thanks for your time | thank you for your time
thanks again | thank you again | no thanks | no thank you | thanks anyway | thanks in advance
that s all for now | that s all | that is all | that will be all | that s it | that s it for now | that s it for today
that was helpful | that helps | that helped | that helps a lot | that was very helpful | very helpful | so helpful
you are the best | you re the best | you rock | you re great | you are great | you re awesome | you are awesome
you re amazing | you are amazing | you re so kind | you re a lifesaver | you are a lifesaver | well done | good job
great job | nice job | nice work | good work | great work | excellent work | good bot | bravo | kudos | congrats
you re welcome | you are welcome | no problem | no worries | np | don t worry | never mind | nevermind | it s ok
it s okay | it s fine | that s fine | that s ok | that s okay | sorry | i m sorry | my bad | my apologies | oops | whoops
sorry about that | excuse me | pardon | pardon me | no need | not really | i guess | i guess so | i think so | i see
bye | bye bye | goodbye | good bye | see you | see ya | see you later | see you soon | see you tomorrow | see you around
later | laters | cya | ttyl | talk to you later | talk to you soon | talk later | talk soon | until next time
till next time | take care | farewell | so long | have a good one | have a nice day | have a good day | have a great day
have a great one | have a nice weekend | have a good weekend | have a great weekend | have a good night | have a nice evening
have a good evening | sleep well | sweet dreams | i m off | i have to go | i ve got to go | gotta go | got to go | gtg
i m going to bed | off to bed | time for bed | peace | peace out | catch you later | brb | be right back | over and out
ok | okay | okey | okie | k | kk | okay then | ok then | alright | all right | right | sure | sure thing | of course
yes | yeah | yep | yup | ya | yea | yes please | no | nope | nah | maybe | perhaps | indeed | exactly | correct | true | agreed
absolutely | definitely | certainly | totally | fine | good | great | cool | nice | awesome | amazing | wonderful | perfect
excellent | fantastic | brilliant | lovely | superb | neat | sweet | wow | woah | whoa | yay | hooray | woohoo | omg
lol | lmao | rofl | haha | hahaha | hehe | ha | hah | hm | hmm | hmmm | uh | um | oh | ah | aha | huh | ooh | ugh | meh | eh
got it | i got it | gotcha | understood | i understand | makes sense | that makes sense | sounds good | sounds great
that sounds good | that sounds great | looks good | fair enough | good to know | interesting | very interesting | i like it
i love it | love it | that s great | that s good | that s nice | that s cool | that s awesome | that s amazing | that s funny
that s interesting | that s perfect | that is great | that works | works for me | good point | good idea | great idea
great answer | good answer | nice one | good one | great stuff | it worked | it works | go on | continue | go ahead | carry on
keep going | more | more please | please | next | proceed | please continue | please go on | test | testing | ping | i m here
i m good | i m fine | i m ok | i m okay | i m well | i m great | i am good | i am fine | i am well | doing well | doing good
doing great | i m doing well | i m doing fine | i m doing great | not bad | not much | nothing much | same here | and you
and yourself | how about you | what about you | you too | same to you | likewise | me too
hallo | guten tag | guten morgen | guten abend | gute nacht | servus | moin | gruss gott | gruess gott | wie geht s
wie geht es dir | wie geht es ihnen | danke | danke schon | danke sehr | vielen dank | besten dank | bitte | bitte schon | tschuss
tschuess | auf wiedersehen | bis bald | bis spater | bis morgen | ja | nein | genau | alles klar | gut | sehr gut | super | prima
hola | buenos dias | buenas tardes | buenas noches | buenas | que tal | como estas | como esta | como te va | gracias
muchas gracias | mil gracias | de nada | adios | hasta luego | hasta manana | hasta pronto | nos vemos | vale | si | claro
bonjour | bonsoir | bonne nuit | bonne journee | salut | coucou | ca va | comment ca va | comment vas tu | comment allez vous
merci | merci beaucoup | de rien | au revoir | a bientot | a demain | oui | non | d accord | tres bien | parfait
ola | oi | bom dia | boa tarde | boa noite | tudo bem | tudo bom | como vai | como voce esta | obrigado | obrigada
muito obrigado | muito obrigada | por nada | tchau | ate logo | ate amanha | sim | beleza | valeu
ciao | buongiorno | buonasera | buonanotte | salve | come stai | come va | come sta | tutto bene | grazie | grazie mille
molte grazie | prego | arrivederci | a presto | a domani | va bene | perfetto | bene
hej | hei | god morgen | tack | takk | hoi | dag | goedemorgen | dank je | dank je wel | dzien dobry | czesc | dziekuje
merhaba | selam | tesekkurler | namaste | salaam | shalom | aloha | konnichiwa | arigato | ni hao | xie xie
привет | здравствуйте | здравствуй | доброе утро | добрыи день | добрыи вечер | спасибо | большое спасибо | пока | как дела
привіт | дякую | merci bien | مرحبا | شكرا | नमसत
`;

/** Words that may stand between and after phrases without adding a topic. */
const fillers = `
there again everyone everybody all folks friend friends my mate buddy pal dude bro man dear tutee assistant bot ai then now
so very much too and but well oh ok okay really today tonight for sir madam ma am guys team world old chap then just also
mein freund amigo amiga mon ami meu amigo amico mio a you
`;

const unspacedPhrases = `
你好 您好 你好吗 你好啊 嗨 哈喽 早上好 早安 下午好 晚上好 晚安 谢谢 谢谢你 谢谢您 多谢 非常感谢 再见 拜拜 好的 好 是的 不客气 没关系 在吗 最近怎么样 你怎么样 明天见
こんにちは おはよう おはようございます こんばんは おやすみ おやすみなさい ありがとう ありがとうございます さようなら またね はい お元気ですか
안녕 안녕하세요 고마워 감사합니다 잘가 네 สวัสดี ขอบคุณ
`;

const phraseSet = new Set(
  phrases.split(/[|\n]/u).flatMap((phrase) => (phrase.trim() === '' ? [] : [phrase.trim()])),
);
const fillerSet = new Set(fillers.split(/\s+/u).filter((word) => word !== ''));
const unspacedSet = new Set(
  unspacedPhrases
    .split(/\s+/u)
    .filter((phrase) => phrase !== '')
    .map(fold),
);
const longestPhrase = Math.max(...[...phraseSet].map((phrase) => phrase.split(' ').length));

/** Whether the whole message is small talk or has no words. */
export function isSmallTalk(message: string): boolean {
  if (message.length > 200) return false;
  const words = fold(message).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length > LONGEST) return false;
  if (words.length === 0 || unspacedSet.has(words.join(''))) return true;
  if (words.every((word) => unspacedSet.has(word))) return true;
  return consumed(words.map(unstretched));
}

/** Repeatedly takes the longest matching phrase; the rest must be fillers after a phrase. */
function consumed(words: readonly string[]): boolean {
  let at = 0;
  let phrasesFound = 0;
  while (at < words.length) {
    const length = phraseLength(words, at);
    if (length > 0) phrasesFound += 1;
    else if (!fillerSet.has(words[at] ?? '')) return false;
    at += Math.max(1, length);
  }
  return phrasesFound > 0;
}

function phraseLength(words: readonly string[], at: number): number {
  for (let length = Math.min(longestPhrase, words.length - at); length > 0; length -= 1) {
    if (phraseSet.has(words.slice(at, at + length).join(' '))) return length;
  }
  return 0;
}

/** "heyyy" is "hey", "soooo" is "so". */
function unstretched(word: string): string {
  return word.replace(/(\p{L})\1{2,}/gu, '$1');
}
