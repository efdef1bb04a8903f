import { CAPITAL, ruleMaker } from './rule.ts';

const rule = ruleMaker('fact', 'fact');

/** People and animals that one can have. */
export const RELATION =
  'wife|husband|hubby|partner|spouse|girlfriend|boyfriend|gf|bf|fianc[eé]e?|mother|mom|mum|father|dad|parents|sisters?|brothers?|siblings?|sons?|daughters?|child|children|kids?|toddlers?|teenagers?|baby|twins?|grandmother|grandma|gran|nan|grandfather|grandpa|grandparents|grandsons?|granddaughters?|grandchildren|grandkids|stepson|stepdaughter|aunts?|uncles?|cousins?|nieces?|nephews?|mother-in-law|father-in-law|sister-in-law|brother-in-law|in-laws|ex-wife|ex-husband|roommate|flatmate|housemate|neighbou?r|best friend|friend|boss|manager|colleague|mentor|supervisor|advisor|doctor|dentist|therapist|teacher|landlord|dogs?|cats?|puppy|kitten|pets?|horses?|pony|hamster|rabbits?|guinea pigs?|tortoise|parrot|birds?|budgie|goldfish|chickens|hens';

const MY_PERSON = String.raw`my\s+(?:\w+\s+){0,2}?(?:${RELATION})`;
/** Temporary states: rules about who somebody is skip what they are doing now. */
const NOW = String.raw`\b(?:is|are)\s+(?:\d+ (?:minutes|hours)|going|coming|asking|looking|trying|doing|getting on|not (?:here|home)|on\b|here|there|saying|telling|right|wrong|sick today|busy|late|back|away|out|sick|ill|asleep|angry|mad|annoyed|upset|fine|ok|okay|(?!working|staying with|studying|living|training|learning|teaching|getting married|retiring|expecting|ageing|charming|loving|caring|outgoing|hard-working|visually)\p{L}+ing\b)`;
const A_FEW =
  'a|an|one|two|three|four|five|six|\\d+|no|many|several|twin|some|a couple of|my own|both an?|only one';

/** Figurative uses, which name no relative. */
const MARRIED_TO_A_THING = String.raw`\b(?:married|engaged) to (?:\S+ ){1,2}?(?:ideas?|plans?|concept|approach|design|solution|version|opinion|theory|job|work|code|career|computer|laptop|phone|sea)\b`;

/** Rules for the people and animals of the user, and what is said of them. */
export const peopleRules = [
  rule(
    'someone of mine is called',
    String.raw`${MY_PERSON}(?:['’]s name)?,?\s+(?:(?:and \w+ )?${CAPITAL}\p{L}+,?\s+)?(?:is|are|was)\s+(?:(?:called|named)\s*)?\S`,
    NOW,
  ),
  rule(
    'someone of mine',
    String.raw`${MY_PERSON}(?:['’]s?\s+\w+)?,?\s+(?:${CAPITAL}\p{L}+,?\s+)?(?:(?:just|recently|now|also|both|really|only|always|never)\s+)*(?:lives?|works?|loves?|likes?|hates?|adores?|has|have|had (?:twins|a (?:baby|boy|girl|stroke))|was born|studies|teaches|plays?|speaks?|died|passed away|moved|prefers?|dislikes?|can['’]?t|cannot|doesn['’]t|don['’]t|does not|do not|eats?|drinks?|wears?|goes to|comes? from|suffers?|collects?|drives?|rides?|runs?|owns?|needs?|turns? \d+|retired|got married|follows?|keeps?|starts? (?:school|university|college|nursery|kindergarten)|started (?:school|university|college|nursery|kindergarten))\b`,
    String.raw`\b(?:has|have) (?:a|an|this|to|just|been) ?(?:question|problem|bug|meeting)?\s*(?:question|problem|bug|meeting|fever|cold|temperature|test|exam|headache|appointment|deadline|point|\w+ed|go|leave)\b|\bhave to\b|\bloves? (?:it|this|that)\b|\blikes? (?:it|this|that|the (?:idea|plan|new|first|second))\b|\b(?:homework|fractions|essay|assignment)\b|\b(?:can['’]?t|cannot|doesn['’]t|don['’]t) (?:come|make it|know|understand|remember|find|believe|see|answer|reply|respond|get|want to (?:come|go|talk))\b|\bneeds? (?:it|this|that|me|help|to)\b|\b(?:boss|manager|colleague|teacher|supervisor|advisor|doctor)\s+(?:needs?|has|had|doesn['’]t|can['’]?t)\b`,
  ),
  rule(
    'something of someone of mine',
    String.raw`${MY_PERSON}['’]s?\s+(?:(?:new|all-time|absolute|least|current)\s+)*(?:favou?rite|fave|(?:birthday|anniversary|job|shoe size|hobby|hobbies|diet|nickname|school|surname|phone number|number|address|email)\b)\b.{0,60}?\s(?:is|are)\s+\S`,
    NOW,
  ),
  rule(
    'who lives with me',
    String.raw`(?:i\s+(?:still\s+)?(?:live|share (?:a|my|the)\s+(?:\w+\s+)?(?:house|flat|apartment|room|place))\s+with|${MY_PERSON}\s+lives?\s+with)\s+\S`,
  ),
  rule(
    'what I have',
    String.raw`i(?:['’]ve| have)\s+(?:got\s+)?(?:${A_FEW})\s+(?:(?!called\b|named\b|of\b|for\b|to\b|with\b)[\p{L}\d-]+\s+){0,3}?(?:${RELATION})s?(?=[.!;]?$|[,;(]|\s+(?:and|or|but|who|called|named|aged|with|from|at|in|under|over|of|living|so|because|now|too|as well|plus|together|on the way|between|-|\d))`,
    String.raw`\b(?:friend|colleague|neighbou?r|teacher|doctor|cousin)s?\s+(?:who|coming|over|visiting|that)\b|\b(?:over|coming|visiting|tonight)\b`,
  ),
  rule(
    'an animal or person with a name',
    String.raw`i(?:['’]ve| have)\s+(?:got\s+)?(?:${A_FEW})\s+(?:[\p{L}\d-]+\s+){1,4}?(?:called|named)\s+${CAPITAL}`,
    String.raw`\b(?:file|folder|class|function|column|table|variable|method|component|repo|branch|sheet|character|field|script)\b`,
  ),
  rule(
    'whom I care for',
    String.raw`i\s+(?:look after|care for|take care of|am raising|raise|babysit|foster|adopted)\s+(?:my|an?|two|three|four)\b`,
  ),
  rule('only child', String.raw`i(?:['’]m| am)\s+(?:an only child|the (?:oldest|eldest|youngest|middle)\b)`),
  rule(
    'my family',
    String.raw`i(?:['’]m| am)\s+(?:happily\s+|recently\s+|newly\s+|not\s+)?(?:(?:married|single|divorced|engaged|widowed|separated|a parent|retired|unemployed|self[- ]employed|pregnant)(?=[.!,]?$|,|\s+(?:and|but|with|to (?!the|this|that|it\b)|since|for|again|now|from (?!this|that|the|reality)|so|or|twice|after)\b)|expecting(?=[.!]?$|,|\s+(?:my|a (?:baby|boy|girl|child)|twins|in|and)\b))`,
    String.raw`${MARRIED_TO_A_THING}|\b(?:single|engaged) (?:file|in (?:this|the|a)|out|handed)\b|\bexpecting (?:a (?:call|parcel|package|delivery|reply|value|string|number|list|different)|to|that|it|the|an? (?:answer|error|email|object|array))\b`,
  ),
  rule(
    'a wedding or a birth ahead',
    String.raw`i(?:['’]m| am)\s+(?:getting married|due in|having (?:a baby|twins)|expecting (?:my|a|our|twins))\b|i\s+(?:got (?:married|divorced|engaged)|just had (?:a baby|twins))\b`,
    String.raw`\bexpecting a (?:call|parcel|package|delivery|reply|value|string|number|list|different)\b|${MARRIED_TO_A_THING}`,
  ),
];
