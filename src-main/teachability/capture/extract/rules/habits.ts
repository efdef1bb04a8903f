import { CAPITAL, ruleMaker } from './rule.ts';
import { TECHNICAL, TECHNOLOGY } from './technology.ts';

const rule = ruleMaker('fact', 'fact');

const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
/** Words of frequency; with one of them even "I run" is a habit. */
const FREQUENCY = String.raw`(?:(?:every|each)\s+(?:other\s+|single\s+|second\s+)?(?:day|morning|evening|night|afternoon|week|weekend|month|year|spring|summer|autumn|fall|winter|easter|christmas|august|july|${WEEKDAY})|on\s+(?:${WEEKDAY}s|weekends|weekdays|week ?nights|${WEEKDAY}\s+(?:mornings|evenings|nights|afternoons))|${WEEKDAY}s\b|(?:once|twice|\d+|one|two|three|four|five|six|seven|several|a few|a couple of)(?:\s*(?:or \S+ )?(?:times|days|nights|mornings|km|kilomet\w+|miles|hours?|minutes|cups|pages|books))?\s+(?:of \S+ )?(?:a|an|per|each|every)\s+(?:day|night|week|month|year)|most\s+(?:nights|days|mornings|evenings|weekends|weeks)|daily|weekly|nightly|at (?:the )?weekends?\b|in the (?:mornings|evenings|afternoons)|(?:before|after)\s+(?:work|bed|breakfast|lunch|dinner|school|noon|\d{1,2}(?::\d\d)?\s?(?:am|pm)?))`;

const NO_HABIT = String.raw`(?!(?:need|want|think|know|guess|hope|mean|tried|got|did|made|said|saw|was|were|had|went|took|found|came|could|would|should|might|must|may|can|will|shall|wish|see|receive|hear|heard|thought|read it|feel|felt|submit|run (?:the|this|it|a)|wrote|won|lost|met|ate|drank|slept|woke|left|sent|put it|\p{L}+ed)\b)`;

/** Leisure activities that are habits without further words: "I knit." */
const PASTIME =
  'knit|crochet|sew|quilt|garden|hike|climb|boulder|surf|ski|snowboard|skate|swim|jog|dance|sing|meditate|cycle|bike|fence|row|sail|kayak|paint|sculpt|juggle|blog|carpool|bake|brew|forage|hunt|camp|dive|birdwatch|journal|game|woodwork|garden|volunteer|fish|nap|fast|smoke|vape|dj|code for fun|busk';
const DONE = String.raw`yoga|pilates|judo|karate|aikido|jiu[- ]jitsu|bjj|taekwondo|boxing|kickboxing|crossfit|ballet|improv|stand-up|martial arts|tai chi|gymnastics|athletics|triathlons?|marathons?|parkrun|weights|weight training|strength training|calligraphy|pottery|ceramics|woodworking|carpentry|photography|origami|crosswords?|sudoku|jigsaws?|puzzles|cosplay|amateur \p{L}+|bird ?watching|geocaching|volunteer work|meal prep|intermittent fasting|my (?:shopping|grocery shopping|groceries|laundry|cleaning|meal prep)`;

/** Rules for what the user does repeatedly, started or gave up. */
export const habitRules = [
  rule(
    'I play',
    String.raw`i(?:['’]ve| have)?\s+(?:also\s+|still\s+|mostly\s+)?(?:play|played|been playing)\s+(?:the\s+(?=\p{L}+(?:o|n|r|t|s|p|e|ums|ano|ophone|net|orn|ass|ola|ica)\b)(?!long|same|fool|devil|victim|hero|villain))?(?!the\b|role|part|game\b|code|song|video|white|black|it\b|this\b|that\b|around|with\b|dumb|along|safe|a (?:role|part|card|move)|my (?:card|turn|move))\p{L}+`,
    String.raw`^i\s+played\b|\bagainst\s+(?:the )?(?:computer|you)\b|\bnext (?:move|card)\b`,
  ),
  rule('I support', String.raw`i\s+(?:support|follow)\s+${CAPITAL}\p{L}+(?:\s+${CAPITAL}\p{L}+)*[.!]?$`),
  rule(
    'what I am learning',
    String.raw`i(?:(?:['’]m| am)\s+(?:currently\s+|also\s+)?(?:learning|training for|saving (?:up )?for|writing my (?:thesis|dissertation|phd)|taking (?:\p{L}+ )?(?:lessons|classes))|(?:['’]ve| have) been (?:learning|taking (?:\p{L}+ )?lessons|collecting))\b`,
    String.raw`learning (?:about|this|that)\b|\bfor (?:a|my|the|an) (?:test|exam|quiz)\b|training (?:a|the|this) (?:model|network)`,
  ),
  rule(
    'where I have been',
    String.raw`i(?:['’]ve| have)\s+(?:(?:never|already|also|once|often)\s+)*(?:been|travelled|traveled)\s+to\s+(?!the (?:shop|store|gym|doctor|end|page|site|office)|bed\b|work\b|it\b|this\b|that\b|see\b|\p{L}+ (?:your|the)\b)\p{L}`,
  ),
  rule(
    'where I am moving',
    String.raw`i(?:['’]m| am)\s+(?:moving|emigrating|relocating)\s+(?:back\s+)?to\s+(?!the (?:next|new|second)|a new (?:branch|file|version)|plan\b|option\b|step|page|${TECHNOLOGY})${CAPITAL}\p{L}+`,
  ),
  rule(
    'an event of life',
    String.raw`i(?:['’]ve| have)?\s+(?:just\s+|recently\s+|finally\s+)?(?:broke(?:n)? up with my|split (?:up )?(?:from|with) my|lost my (?:mother|mum|mom|father|dad|husband|wife|partner|brother|sister|dog|cat|job)(?! app)|finished my (?:degree|phd|master['’]?s|bachelor['’]?s|studies|apprenticeship)|graduated (?:from|in|last|with)|passed my driving test|became (?:an?|a)\s+(?:mum|mom|dad|father|mother|parent|grandmother|grandfather|citizen|vegan|vegetarian))\b`,
  ),
  rule(
    'my aim in life',
    String.raw`(?:i\s+(?:want|hope|plan|dream)\s+(?:to|of)\s+(?:become|becoming|retire|emigrate|open my own|start my own|write a novel|run a marathon)\b|my\s+(?:(?:biggest|long-term|main|life|career|new year['’]s)\s+)?(?:goal|aim|ambition|dream|resolution)\s+is\s+to\s+(?:become|retire|run (?:a|my)|learn|open|travel|live|lose|write a|buy|work as|study|speak|visit|swim|climb|start (?:a|my)|be (?:a|an|able))\b)`,
  ),
  rule(
    'the hours of my day',
    String.raw`(?:i\s+(?:(?:usually|normally|always|mostly)\s+)?(?:commute|get home|start work|finish work|leave (?:home|work|the house)|have (?:lunch|dinner|breakfast)|eat (?:lunch|dinner|breakfast)|walk to work|drive to work)\s+(?:at|by|around|before|after|with|from|\d)|it takes me\s+\S+(?:\s+\S+){0,3}?\s+to (?:get to work|commute|get home)|my\s+(?:shift|shifts|work ?day|working day|commute|day|school day)\s+(?:starts?|ends?|runs?|takes?|begins?|is \d)\s+(?!badly|well|fine))`,
  ),
  rule(
    'my pastime',
    String.raw`i\s+(?:(?:also|mostly|still|often|sometimes|regularly|occasionally|usually)\s+)*(?:(?:${PASTIME})(?:[.!]?$|,|\s+(?:at|in|with|on|for (?:fun|charity|my)|by|mostly|regularly|competitively|lots|a (?:lot|bit)|when|as|and|to (?:work|school|relax|unwind|the office)|until|every|watercolou?rs|socks|jumpers|bread|cakes|beer)\b)|do\s+(?:a lot of\s+|a bit of\s+|some\s+)?(?:${DONE})\b|make my own\s+\p{L}+)`,
    String.raw`\b(?:in|on|with|at) (?:this|the (?:game|code|first|second|next))\b|\bdive in\b`,
  ),
  rule(
    'what I wear or leave out',
    String.raw`i\s+(?:(?:always|usually|often|mostly|generally|normally|never)\s+)?(?:wear\s+(?!this|that|it\b|the\b|them\b)\p{L}+|skip\s+(?:breakfast|lunch|dinner)|sleep\s+(?:\p{L}+\s+){0,3}?(?:hours|late|early|with|badly|poorly)|wake up (?:at|early|late)|get up (?:at|early|late|around|before)|go to bed (?:at|early|late|around|before|by))\b`,
    String.raw`\b(?:tonight|today|tomorrow)\b|wear (?:to|for)\b|what\b`,
  ),
  rule(
    'my habit',
    String.raw`i\s+(?:usually|normally|typically|always|generally|often)\s+(?:wake|get up|go to bed|have (?:breakfast|lunch|dinner)|work|exercise|go (?:running|swimming|hiking|to)|commute|cycle|eat|drink|cook|read|listen|write|take)\b`,
    String.raw`\b(?:get|have) (?:this|an?) (?:error|problem|exception|warning)`,
  ),
  rule(
    'what I do and how often',
    String.raw`i\s+(?:(?:usually|normally|typically|always|generally|often|also|still|only|try to|don['’]t|never|do)\s+)*${NO_HABIT}\p{L}+(?:\s+\S+){0,14}?\s+${FREQUENCY}(?![\p{L}-])`,
    String.raw`\b(?:${TECHNICAL})\b|\b(?:last|this|next|tomorrow|today|tonight|yesterday)\b|(?:before|after) (?:that|this)`,
  ),
  rule(
    'how I am, and how often',
    String.raw`i(?:['’]m| am)\s+(?:usually\s+|always\s+|often\s+|free\s+|off\s+|in\s+|at\s+|home\s+|busy\s+|away\s+)(?:\S+\s+){0,8}?(?:${FREQUENCY})(?![\p{L}-])`,
  ),
  rule(
    'what I do on such days',
    String.raw`(?:on\s+)?(?:${WEEKDAY}s|weekends|weekdays|(?:on\s+)?(?:most|week)\s?(?:nights|days|mornings|evenings)|every\s+(?:morning|evening|night|day|week|weekend|${WEEKDAY}|summer|winter)|at weekends|in the (?:mornings|evenings))[,]?\s+i\s+(?!need\b|want\b|was\b|had\b|get (?:an?|the|this)\b)\p{L}`,
    String.raw`\b(?:${TECHNICAL})\b`,
  ),
  rule(
    'no longer',
    String.raw`i\s+(?:no longer|don['’]t|do not)\s+(?:\w+\s+){1,8}?(?:any ?more|anymore)\b|^i\s+no longer\s+(?:live|work|eat|drink|drive|own|have|like|use|smoke|play|study|speak|want|need|prefer|take)\b`,
    String.raw`\b(?:error|understand|remember|know|see|feel like|(?:it|this|that|which) works?)\b`,
  ),
  rule(
    'what I stopped',
    String.raw`i(?:['’]ve| have)?\s+(?:(?:recently|finally|just|now)\s+)?(?:stopped|quit|given up|gave up|started|took up|taken up|got into|become|became)\s+(?:(?:drinking|smoking|eating|vaping|driving|running|swimming|cycling|climbing|playing|learning|working out|dancing|singing|knitting|painting|gardening|baking|buying|fasting|meditating|lifting)\b|(?:alcohol|meat|sugar|dairy|gluten|caffeine|coffee|cigarettes|social media|facebook|instagram)\b|(?:vegan|vegetarian|a (?:mum|mom|dad|father|mother|parent|grandmother|grandfather|citizen))\b)`,
    String.raw`\b(?:today|this morning|an hour ago|a minute ago)\b|because of the (?:error|bug)`,
  ),
];
