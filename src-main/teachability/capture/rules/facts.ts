import type { Rule } from './rule.ts';

const rule = (name: string, pattern: string, unless?: string, flags = 'iu'): Rule => ({
  name: `fact: ${name}`,
  kind: 'fact',
  pattern: new RegExp(`^${pattern}`, flags),
  ...(unless === undefined ? {} : { unless: new RegExp(unless, 'iu') }),
});

/** People and animals one can have. */
export const RELATION =
  'wife|husband|partner|spouse|girlfriend|boyfriend|fianc[eé]e?|mother|mom|mum|father|dad|parents|sisters?|brothers?|siblings?|sons?|daughters?|child|children|kids?|baby|twins?|grandmother|grandma|grandfather|grandpa|grandparents|aunts?|uncles?|cousins?|nieces?|nephews?|mother-in-law|father-in-law|roommate|flatmate|housemate|neighbou?r|best friend|friend|boss|manager|colleague|mentor|supervisor|advisor|doctor|dentist|therapist|teacher|landlord|dogs?|cats?|puppy|kitten|pets?|horses?|hamster|rabbit|parrot|birds?|goldfish';

/** Things that belong to a person and not to the task at hand. */
const BELONGING =
  'name|first name|last name|surname|full name|middle name|nickname|pronouns|birthday|date of birth|birth date|age|height|weight|blood type|shoe size|star sign|zodiac sign|nationality|native language|mother tongue|first language|religion|address|home address|hometown|home town|city|country|time ?zone|phone|phone number|mobile number|email|email address|e-mail|job|job title|profession|occupation|career|employer|company|workplace|office|school|university|college|major|degree|salary|income|car|bike|motorbike|house|flat|apartment|wedding anniversary|anniversary|wedding|hobby|hobbies|instrument|passport|licence plate|license plate|gender|diet|blood pressure|eyesight|lucky number|shirt size|dress size|clothes size|team|football team|laptop|phone model|camera|commute|working hours|work hours|bedtime|home|garden';

const PROFESSION_ENDING = String.raw`(?:er|or|ist|ian|ant|ent|eer|man|woman|ect|ef|yst|ician|ian|nurse|chef|cook|judge|pilot|coach|student|vet|mechanic|clerk|surgeon|priest|monk|nun|guide|retiree|pensioner|freelancer|founder|ceo|cto|phd|undergraduate|postdoc|intern|veteran|refugee|immigrant|expat|widow|widower|orphan|parent|mother|father|mom|mum|dad|grandmother|grandfather|twin|native|beginner|novice)`;

export const factRules: readonly Rule[] = [
  rule('my name', String.raw`my\s+(?:\w+\s+)?name(?:['’]s|\s+is)\s+\p{L}`),
  rule(
    'I am called',
    String.raw`(?:i(?:['’]m| am)\s+called|i go by|people call me|everyone calls me|my friends call me|(?:you can |please )?call me)\s+(?!back|when|if|later|stupid|crazy|tomorrow)\p{L}`,
  ),
  rule(
    'where I live',
    String.raw`i\s+(?:currently\s+|now\s+|still\s+)?(?:live|reside|am based|grew up|was raised|was born|come from)\s+(?:in|at|on|near|with|outside|by|from|alone)?\b`,
    String.raw`live (?:for|through|by the|without)`,
  ),
  rule(
    'where I am from',
    String.raw`i(?:['’]m| am)\s+(?:originally\s+|currently\s+)?(?:from|based in|living in|located in)\s+\p{L}`,
    String.raw`from (?:the (?:future|past)|now)`,
  ),
  rule(
    'I moved',
    String.raw`i(?:['’]ve| have)?\s+(?:just\s+|recently\s+|now\s+)?(?:moved|relocated)\s+(?:back\s+)?(?:to|from|into|house)\b`,
    String.raw`moved (?:to|from|into) (?:the|a|another) (?:file|folder|line|next|function|class|variable|step|page)`,
  ),
  rule(
    'my work',
    String.raw`i\s+(?:currently\s+|now\s+|still\s+)?(?:work|volunteer|teach|study|intern|freelance|am employed|am studying|am enrolled)\s+(?:as|at|for|in|from|with|part|full|remotely|night|shifts|\p{Lu})`,
    String.raw`work (?:in|on|with|for) (?:this|the (?:code|project|file|same)|progress|a way)|work as (?:expected|intended)`,
  ),
  rule(
    'my new work',
    String.raw`[Ii](?:['’]ve| have)?\s+(?:(?:just|recently|now)\s+)?(?:joined\s+\p{Lu}|(?:started|got|took)\s+(?:working|an?\s+(?:new\s+)?job)\s+(?:as|at|for|with)\s+\S)`,
    String.raw`joined (?:Zoom|Teams|Slack|Discord|the)\b`,
    'u',
  ),
  rule(
    'I am working as',
    String.raw`i(?:['’]m| am)\s+(?:currently\s+|now\s+)?(?:working|employed|studying|majoring|interning|training|enrolled)\s+(?:as|at|for|in)\s+(?!a (?:project|program|script|way)|this|the (?:code|project|file)|my (?:project|code))\S`,
    String.raw`(?:working|studying) (?:in|for|at) (?:this|the project|a project)|working for me`,
  ),
  rule(
    'what I am',
    String.raw`i(?:['’]m| am)\s+(?:a|an)\s+(?:(?!bit|little|lot|huge|big|fan|bad|good|great|terrible|total|complete)[\p{L}-]+\s+){0,4}?[\p{L}-]*${PROFESSION_ENDING}\b`,
    String.raw`i(?:['’]m| am) (?:a|an) (?:\w+ )?(?:user|beginner in this|large language|language model|character|customer|computer|idiot|moment|minute|disappoint\w*|different|recent|current|student who (?:is|was) )\b`,
  ),
  rule(
    'my age',
    String.raw`i(?:['’]m| am)\s+(?:now\s+|almost\s+|nearly\s+|about\s+)?\d{1,3}(?:[\s-]years?[\s-]old|\s+and\s+i|[.,!]?$)`,
  ),
  rule(
    'my family',
    String.raw`i(?:['’]m| am)\s+(?:happily\s+|recently\s+|newly\s+|not\s+)?(?:married|single|divorced|engaged|widowed|separated|a parent|retired|unemployed|self-employed|pregnant|expecting)\b`,
  ),
  rule('born', String.raw`(?:i was born|my birthday is|i turn \d+|i turned \d+)\b`),
  rule(
    'someone of mine is called',
    String.raw`my\s+(?:\w+\s+){0,2}?(?:${RELATION})(?:['’]s name)?\s+(?:is|are)\s+(?:called|named)?\s*\S`,
    String.raw`(?:is|are)\s+(?:going|coming|asking|looking|trying|doing|not (?:here|home)|here|there|saying|telling|right|wrong|sick today|busy)\b`,
  ),
  rule(
    'someone of mine',
    String.raw`my\s+(?:\w+\s+){0,2}?(?:${RELATION})(?:['’]s?\s+\w+)?\s+(?:lives?|works?|loves?|likes?|hates?|has|have|was born|studies|teaches|plays?|speaks?|died|passed away|moved|prefers?|dislikes?|can['’]?t|cannot|doesn['’]t|don['’]t)\s+\S`,
    String.raw`(?:has|have) (?:a|an|this) (?:question|problem|bug)|loves? (?:it|this|that)\b`,
  ),
  rule(
    'what I have',
    String.raw`i(?:['’]ve| have)\s+(?:got\s+)?(?:a|an|one|two|three|four|five|\d+|no|many|several|twin|some)\s+(?:[\p{L}-]+\s+){0,3}?(?:${RELATION})s?\b`,
  ),
  rule(
    'I own',
    String.raw`i\s+(?:own|drive|ride|breed|collect|play|coach|keep (?=bees|chickens|hens|horses|goats))\s+(?:a|an|the|two|three|\d+|my|several|for|vintage|old|rare|\p{Lu})\s*(?!role|part|game\b)\S+`,
    String.raw`(?:play|keep|ride|drive)\s+(?:the (?:role|part|game|code|song|video)|it|this|that)`,
  ),
  rule(
    'I speak',
    String.raw`[Ii]\s+(?:only\s+|also\s+|can\s+)?(?:speak|understand)\s+(?:fluent\s+|basic\s+|some\s+|a little\s+|both\s+)?\p{Lu}\p{L}+`,
    undefined,
    'u',
  ),
  rule(
    'what I am learning',
    String.raw`i(?:['’]m| am)\s+(?:currently\s+)?(?:learning|training for|saving (?:up )?for|writing my (?:thesis|dissertation|phd))\b`,
    String.raw`learning (?:about (?:this|that|it)|this|that)|training (?:a|the|this) (?:model|network)`,
  ),
  rule(
    'my belonging',
    String.raw`my\s+(?:current\s+|new\s+|home\s+|work\s+|main\s+|old\s+)?(?:${BELONGING})\s+(?:is|are|was|['’]s|has|have)\s+\S`,
    String.raw`\b(?:is|are)\s+(?:not\s+)?(?:working|broken|slow|crashing|failing|wrong|empty|null|undefined|showing|displayed|very|too|so|really|great|good|bad|nice|fine|missing|done)\b`,
  ),
  rule(
    'my habit',
    String.raw`i\s+(?:usually|normally|typically|always|generally|often)\s+(?:wake|get up|go to bed|have (?:breakfast|lunch|dinner)|work|exercise|go (?:running|swimming|hiking|to)|commute|cycle|eat|drink|cook|read|listen|write|take)\b`,
    String.raw`\b(?:get|have) (?:this|an?) (?:error|problem|exception|warning)`,
  ),
  rule(
    'no longer',
    String.raw`i\s+(?:no longer|don['’]t|do not)\s+(?:\w+\s+){1,8}?(?:any ?more|anymore)\b|^i\s+no longer\s+(?:live|work|eat|drink|drive|own|have|like|use|smoke|play|study|speak|want|need|prefer|take)\b`,
    String.raw`\b(?:works?|error|understand|remember|know|see)\b`,
  ),
];
