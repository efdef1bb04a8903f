import { RELATION } from './people.ts';
import { CAPITAL, ruleMaker } from './rule.ts';
import { TECHNICAL, TECHNOLOGY } from './technology.ts';

const rule = ruleMaker('fact', 'fact');

/** Things of which a person has one, and which last. */
const ATTRIBUTE =
  'name|first name|last name|surname|full name|middle name|nickname|pronouns|birthday|date of birth|birth date|age|height|weight|blood type|shoe size|star sign|zodiac sign|nationality|native language|mother tongue|first language|religion|address|home address|hometown|home town|city|country|time ?zone|phone number|mobile number|email|email address|e-mail|job|job title|profession|occupation|career|employer|company|workplace|office|school|university|college|major|degree|salary|income|house|flat|apartment|wedding anniversary|anniversary|wedding|hobby|hobbies|instrument|passport|licence plate|license plate|gender|diet|blood pressure|eyesight|lucky number|shirt size|dress size|clothes size|team|football team|commute|working hours|work hours|office hours|bedtime|home|garden|kitchen|balcony|village|street|budget for food|day off|days off|shift|shifts|locker|postcode|zip code|sign|skin|hair|eyes';
/** Things whose state varies; only what they are is learned. */
const DEVICE =
  'car|bike|motorbike|phone|mobile|laptop|computer|pc|desktop|tablet|phone model|camera|printer|tv|television|keyboard|guitar|piano|oven|cooker|fridge|router|watch|van|truck|boat|bicycle|headphones|console|e-reader|kindle|os|operating system|browser|editor|ide|shell';
/** Possessions worth remembering. */
const OWNED = String.raw`phone|iphone|android|ipad|macbook|thinkpad|chromebook|laptop|tablet|kindle|car|van|campervan|caravan|motorhome|motorbike|motorcycle|scooter|boat|bike|tandem|piano|guitar|violin|cello|drum kit|drums|garden|allotment|greenhouse|balcony|pool|sauna|workshop|studio|house|flat(?! tyre| tire)|apartment|cottage|cabin|farm|holiday home|season ticket|playstation|xbox|nintendo switch|air ?fryer|slow cooker|rice cooker|instant pot|bread maker|pizza oven|wood stove|sewing machine|3d printer|telescope|drone|record collection|library|driving licence|driver['’]s license|pilot['’]s licen[cs]e|degree in|diploma in|phd in|master['’]?s(?: degree)? in|tattoos?|accent|stammer|stutter|twin|scholarship`;

/** Rules for what the user is, has and uses. */
export const belongingRules = [
  rule(
    'I own',
    String.raw`i\s+(?:also\s+|still\s+)?(?:own|drive|ride|breed|collect|coach|keep (?=bees|chickens|hens|horses|goats|ducks|quail))\s+(?:a|an|the|two|three|\d+|several|vintage|old|rare|electric|second-hand|(?!from\b|to\b|it\b|this\b|that\b|home\b|you\b|me\b|there\b|into\b)\p{L}+s\b|bees|stamps|${CAPITAL})`,
    String.raw`(?:keep|ride|drive|own|collect)\s+(?:the (?:role|part|game|code|song|video|data|results?|values?|rows?)|it|this|that|a (?:call|put|short|long)\b)|\bat \d+ ?(?:km|mph|kph|miles)|\b(?:collect|own)\s+(?:data|points|coins|items|errors|logs|spoons in)\b`,
  ),
  rule(
    'my belonging',
    String.raw`my\s+(?:(?:current|new|home|work|main|old|typical|usual|first)\s+)?(?:${ATTRIBUTE})(?:\s+and\s+\p{L}+)?\s+(?:is|are|was|['’]s|has|have|faces?)\s+\S`,
    String.raw`\b(?:is|are)\s+(?:not\s+)?(?:full|closed|open|dirty|down|dead|to\s|working|broken|slow|crashing|failing|wrong|empty|null|undefined|showing|displayed|too|so|really|great|good|bad|nice|fine|missing|done|\p{L}+ing\b(?!-)|called\s+\S+\.\p{L}{2,4}\b)|\b(?:is|are|was)\s+\p{L}+ing\b|\b(?:today|tomorrow|tonight)\b`,
  ),
  rule(
    'my device',
    String.raw`my\s+(?:(?:current|new|home|work|main|old)\s+)?(?:${DEVICE})(?:['’]s|\s+(?:is|was))\s+(?:still\s+|now\s+)?(?:an?\s+(?!bit|mess|little|total|joke|pain|problem|nightmare)|called\b|electric\b|diesel\b|from (?:19|20)\d\d|(?:19|20)\d\d\b|${CAPITAL})`,
    String.raw`\bis\s+(?:making|an issue|\p{L}+ing)\b`,
  ),
  rule(
    'what my device runs on',
    String.raw`my\s+(?:(?:current|new|home|work|main|old)\s+)?(?:${DEVICE})\s+(?:runs?(?: on)?\s+(?!slow|hot|out|into|fine|well|badly|the\b)\p{L}|has\s+(?:an?|only|no|\d+)\s)`,
    String.raw`\bhas (?:an?|no) (?:problem|error|issue|bug|virus|crack|noise|internet|signal|new)\b`,
  ),
  rule(
    'a thing I have',
    String.raw`i(?:['’]ve got|['’]ve| have(?:\s+got)?)\s+(?:an?|my own|two|three|no|only an?)\s+(?:(?!for\b|of\b|to\b|in\b|with\b|called\b|named\b|about\b)[\p{L}\d-]+\s+){0,3}?(?:${OWNED})\b(?! (?:party|shop|app|project|test|exam|class))`,
    String.raw`\b(?:problem|issue|question|error|appointment|meeting)\b|\bfor (?:today|tonight|the (?:day|weekend))\b|\bto (?:sell|fix|repair|return|write|assemble|build)\b`,
  ),
  rule(
    'a thing I do not have',
    String.raw`i(?:['’]ve never had|\s+(?:don['’]t|do not)\s+(?:\w+\s+)?(?:have|own))\s+(?:an?\s+|any\s+|my own\s+)?(?:\p{L}+\s+)?(?:${OWNED}|tv|television|dishwasher|microwave|freezer|washing machine|dryer|smartphone|credit card|internet at home|central heating|air ?con\w*|kids|children|siblings|brothers|sisters|pets|a partner|passport|driving licence|social media)\b`,
    String.raw`\b(?:yet|with me|on me|handy|to hand|right)\b`,
  ),
  rule(
    'a thing by its make',
    String.raw`i(?:['’]ve got|\s+have|\s+use|\s+drive|\s+just (?:got|bought))\s+(?:an?\s+)?(?:old\s+|new\s+|\d{4}\s+)*(?:(?:${TECHNOLOGY})|${CAPITAL}[\p{L}\d-]+(?:\s+${CAPITAL}?[\p{L}\d-]+){0,2})(?:[.!]?$|\s+(?:at home|as my|for (?:work|everything|most things))\b)`,
    String.raw`\b(?:${TECHNICAL}|calls?|meeting|question|exam|test|lecture|appointment|class|lesson|flight|project|homework|essay|assignment|error|idea|problem|it)\b`,
  ),
  rule(
    'my home or purchase',
    String.raw`i(?:['’]ve| have)?\s+(?:just\s+|recently\s+|finally\s+)?(?:rent|own|bought|inherited|sold|built|adopted)\s+(?:an?|my|my own|my first|two|the)\s+(?:[\p{L}\d-]+\s+){0,3}?(?:${OWNED}|${RELATION}|room|place|home|bungalow|terrace)\b`,
    String.raw`\b(?:built|sold) the\b|\bfor (?:\w+ )?(?:hours?|days?|weeks?)\b`,
  ),
  rule(
    'which tool I use',
    String.raw`i\s+(?:mostly\s+|mainly\s+|usually\s+|always\s+)?use\s+(?!this|that|it\b|the\b|them\b)(?:\S+\s+){1,4}?(?:not|instead of|rather than)\s+\S`,
    String.raw`\b(?:here|in this|${TECHNICAL})\b`,
  ),
];
