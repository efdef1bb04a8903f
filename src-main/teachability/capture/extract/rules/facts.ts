import { CAPITAL, ruleMaker } from './rule.ts';
import { TECHNOLOGY } from './technology.ts';

const rule = ruleMaker('fact', 'fact');

const LANGUAGE =
  'english|german|french|spanish|portuguese|italian|dutch|flemish|polish|turkish|russian|ukrainian|arabic|farsi|persian|hindi|urdu|bengali|tamil|punjabi|chinese|mandarin|cantonese|japanese|korean|swedish|norwegian|danish|finnish|icelandic|greek|hebrew|czech|slovak|hungarian|romanian|bulgarian|serbian|croatian|vietnamese|thai|indonesian|malay|tagalog|swahili|catalan|basque|galician|welsh|irish|gaelic|estonian|latvian|lithuanian|esperanto|latin|afrikaans|yoruba|igbo|hausa|amharic|somali';
const NATION =
  '(?:half[- ])?(?:\\p{L}{3,}(?:ish|ese)|german|french|italian|american|canadian|australian|austrian|belgian|brazilian|mexican|argentinian|chilean|colombian|peruvian|indian|pakistani|russian|ukrainian|norwegian|dutch|greek|czech|hungarian|romanian|bulgarian|egyptian|moroccan|nigerian|kenyan|ghanaian|korean|thai|iranian|iraqi|syrian|israeli|welsh|swiss|estonian|latvian|lithuanian|croatian|serbian|slovak|slovenian|european|african|asian)';

/** Capitalised words after "I'm" that are not names. */
const NO_NAME = `(?!(?:I|A|An|The|Not|So|Very|Sorry|Fine|Ok|Okay|Good|Sure|Just|In|On|At|From|New|Really|Also|Using|Trying|Looking|Going|Done|Here|Happy|Glad|Afraid)\\b|(?:${NATION})\\b)`;

/** Something that takes place once, at a time that was named. */
export const APPOINTMENT = rule(
  'an appointment',
  String.raw`(?=.{0,160}\b(?:tomorrow|today|tonight|this|next|on|at|in)\b)i(?:['’]ve| have)(?:\s+got)?\s+(?:an?|my|the|our)\s+(?:[\p{L}'’-]+\s+){0,4}?(?:appointment|appt|exam|interview|meeting|flight|operation|surgery|check-?up|scan|driving test|wedding|funeral|rehearsal|recital|concert|tournament|match|race|holiday|vacation|presentation|viewing)\b`,
  String.raw`\bin (?:[\p{L}\d]+ ){1,3}(?:seconds?|minutes?|mins?|hours?|hrs?)\b`,
);

/** Rules for who and where the user is. */
export const factRules = [
  APPOINTMENT,
  rule('my name', String.raw`my\s+(?:\w+\s+)?name(?:['’]s|\s+is)\s+\p{L}`),
  rule(
    'I am called',
    String.raw`(?:i(?:['’]m| am)\s+called|i go by|(?:people|they|everyone|everybody|my (?:friends|colleagues|family)) calls? me|(?:you can |please |just )?call me)\s+(?!back|when|if|late|later|again|stupid|crazy|tomorrow|names|an? )\p{L}`,
    String.raw`\bcall me (?:\S+ )?(?:tonight|today|at \d|on )`,
  ),
  {
    ...rule(
      'I am, with a name',
      String.raw`i(?:['’]m| am)\s+${NO_NAME}${CAPITAL}(?-i:\p{Ll}+)(?:\s+${CAPITAL}(?-i:\p{Ll}+))?(?:[.!]?$|,\s|\s+(?:by the way|btw|and i)\b)`,
      String.raw`i(?:['’]m| am) (?:${TECHNOLOGY})\b`,
    ),
    answers: 'my name',
  },
  rule(
    'where I live',
    String.raw`i(?:['’]ve| have)?\s+(?:(?:currently|now|still|also|always|only|mostly)\s+)*(?:lived?|been living|reside|am based|grew up|was raised|was born|come from|was brought up|split my time)\s+(?:in|at|on|near|with|outside|by|from|alone|between|abroad|here in|just|right|next|close|\d)\b`,
    String.raw`live (?:for|through|by the|without|with (?:it|that|this))|lived? in (?:\p{L}+ (?:times?|world|age|fear|hope)\b|hope|fear|denial)|^i\s+lived\b|^i(?:['’]ve| have)? live (?:in|on) (?:the (?:terminal|moment|edge|hope)|hope|fear)\b`,
  ),
  rule(
    'where I am from',
    String.raw`i(?:['’]m| am)\s+(?:originally\s+|currently\s+|now\s+)?(?:from|based in|living in|located in|${CAPITAL}\p{L}+ based)\s+\p{L}`,
    String.raw`from (?:the (?:future|past)|now)`,
  ),
  rule(
    'my nation',
    String.raw`i(?:['’]m| am)\s+(?:originally\s+)?${NATION}(?:[.!]?$|\s+(?:and|but|by)\b|,)`,
    String.raw`i(?:['’]m| am) (?:selfish|foolish|sheepish|english major|finish|famish\w*)\b`,
  ),
  rule(
    'I moved',
    String.raw`i(?:['’]ve| have)?\s+(?:just\s+|recently\s+|now\s+)?(?:moved|relocated|emigrated|immigrated)\s+(?:back\s+)?(?:here\s+)?(?:(?:to|from|into)\s+(?:an?\s+(?:\w+\s+)?(?:flat|apartment|house|village|town|city|farm|bigger|smaller|new)\b|the (?:country\w*|coast|city|suburbs|mountains|sea\w*|uk|us|usa|netherlands|north|south|east|west)\b|my\b|(?!(?:the|an?|this|that|these|those|my|step|page|line|next|part|${TECHNOLOGY})\b|\S+\s+v?\d)\p{L})|house\b|home\b|in with\b)`,
    String.raw`moved (?:to|from|into) (?:the|a|another) (?:file|folder|line|next|function|class|variable|step|page)|\bmoved (?:on|it|them)\b`,
  ),
  rule(
    'my age',
    String.raw`i(?:['’]m| am)\s+(?:now\s+|almost\s+|nearly\s+|about\s+|only\s+|just\s+)?\d{1,3}(?:[\s-]years?[\s-]old|\s+(?:now\s+)?and\s+(?:i\b|have|a|an|live|work|single|retired)|,\s+(?:i\b|i['’]|single|married|divorced|retired|male|female|from|living|live|work|just|and|an?\b)|[.,!]?$)`,
  ),
  rule(
    'my size',
    String.raw`i(?:['’]m| am)\s+(?:about\s+|around\s+)?(?:\d['’]\s?\d{0,2}["”]?|\d(?:[.,]\d+)?\s?(?:m|cm|metres|meters|feet|foot|ft)\b|\d{2,3}\s?(?:cm|kg|kilos|pounds|lbs)\b|(?:five|six) (?:foot|feet)\b)|i\s+weigh\s+(?:about\s+|around\s+)?\d|i\s+(?:wear|take)\s+(?:a\s+)?(?:size\b|\d{2}\b)`,
  ),
  rule(
    'born',
    String.raw`(?:i was born (?:in|on|at|with|without|deaf|blind|and)|my birthday is|i turn \d+|i turned \d+)\b`,
  ),
  rule(
    'I speak',
    String.raw`(?:i\s+(?:only\s+|also\s+|can\s+|don['’]t\s+|grew up\s+)*(?:speak(?:ing)?|understand)\s+(?:fluent\s+|basic\s+|some\s+|a little\s+|both\s+|any\s+|a bit of\s+|native\s+|good\s+)?(?:${LANGUAGE})\b|i(?:['’]m| am)\s+(?:\w+\s+)?(?:fluent|bilingual|trilingual|conversational)\b|(?:${LANGUAGE})\s+(?:is(?:n['’]t| not)?|was)\s+(?:actually\s+|only\s+)?my\s+(?:first|second|third|native|mother|main)\b)`,
    String.raw`understand (?:${LANGUAGE}) (?:grammar|text|is)`,
  ),
];
