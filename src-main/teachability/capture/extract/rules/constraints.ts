import { NO_ALLERGY } from './opinions.ts';
import { ruleMaker } from './rule.ts';

const rule = ruleMaker('constraint', 'preference');

/** "I have", but not the perfect tense: "I've practised" is not a possession. */
export const HAVING = String.raw`i(?:['’]ve got| have(?:\s+got)?|['’]ve always had| have always had|['’]ve had)\s+(?!(?:never|just|already|been|done|made|spent|taken|seen|heard|read|had|to|\w+ed)\b)`;

const CONDITION = String.raw`allerg(?:y|ies)|intolerance|phobia|fear|sensitivity|sensitivities|condition|disability|disorder|asthma|diabetes|disease|celiac|coeliac|anxiety|vertigo|claustrophobia|arthritis|migraines?|injury|injuries|restrictions?|pain|(?:back|knee|heart|skin|stomach|hearing|vision|sleep|breathing|joint|digestive|respiratory|health|mobility|balance|hip|thyroid|kidney|lung)\s+(?:problems?|issues|trouble)|(?:high|low) blood pressure|high cholesterol|anaemia|anemia|ibs|endometriosis|fibromyalgia|parkinson['’]?s|multiple sclerosis|psoriasis|rosacea|tinnitus|scoliosis|sleep apn(?:o)?ea|narcolepsy|ocd|ptsd|depression|eczema|acne|autism|adhd|dyslexia|epilepsy|hypertension|insomnia|motion sickness|impairment|syndrome|(?:sensitive|dry|oily|delicate) skin|hair`;

/** Rules for what restricts any advice: health, diet, fears, beliefs. Stored as preferences, because they govern what may be suggested. */
export const constraintRules = [
  rule(
    'health',
    String.raw`${HAVING}(?:\S+\s+){0,6}?(?:${CONDITION})\b`,
    String.raw`\bhave\s+(?:(?:a|an|some|this|the|another|one)\s*)?(?:\w+\s+)?(?:condition|restriction)\s+(?:in|on|for)\s+(?:my|the|this)\b`,
  ),
  rule(
    'a body of its own',
    String.raw`(?:${HAVING}(?:an?|two|chronic|some)\s+(?:\S+\s+){0,2}?(?:(?:bad|weak|dodgy|dicky|artificial|replaced|fused|prosthetic|chronic|sore|crooked)\s+(?:back|knees?|hips?|shoulders?|ankles?|neck|heart|stomach|wrists?|hands?|teeth|eyes?|eyesight|hearing|memory|leg|arm|feet|foot)|pacemaker|prosthesis|hearing aids?|service dog|guide dog|stoma|stutter|stammer)\b|i(?:['’]m| am)\s+(?:nearly|almost|partially|legally|completely|totally|slightly|very)\s+(?:blind|deaf|colou?r-?blind|short-?sighted|near-?sighted|far-?sighted|hard of hearing)\b|i(?:['’]m| am)\s+(?:short-?sighted|near-?sighted|far-?sighted|anaemic|anemic|bipolar|neurodivergent|disabled|in recovery|sober|straight edge|tone[- ]deaf)\b|i\s+use\s+(?:an?|my)\s+(?:wheelchair|walker|cane|walking stick|screen reader|hearing aid|stoma bag|inhaler|cpap|prosthe\w+)\b)`,
    String.raw`\b(?:today|right now|from (?:walking|running|sitting|yesterday))\b`,
  ),
  rule(
    'diagnosed',
    String.raw`i(?:['’]m| am|['’]ve been| have been|\s+was|\s+got)\s+(?:recently\s+|just\s+|first\s+)?(?:diagnosed with|told i have|born (?:with|without|deaf|blind)|vaccinated against)\s+\S`,
  ),
  rule(
    'what it brings on',
    String.raw`i\s+(?:always\s+|often\s+|easily\s+|usually\s+|sometimes\s+|tend to\s+)*(?:get|break out in|come out in|have|react (?:badly )?to)\s+(?:\S+\s+){0,2}?(?:migraines?|hives|rashes|a rash|headaches|heartburn|cramps|panic attacks|sunburn|sunburnt|seasick|carsick|travel sick|motion sick\w*|dizzy|bloated|wheezy|nosebleeds|hay ?fever)\b`,
    String.raw`\b(?:today|right now|this morning|tonight)\b`,
  ),
  rule(
    'what I take for it',
    String.raw`i(?:['’]m| am)?\s+(?:take|taking|inject|on)\s+(?:insulin|metformin|statins?|blood thinners|warfarin|antidepressants|ssris?|the pill|beta[- ]blockers|antihistamines|levothyroxine|ritalin|adderall|lithium|\S+(?:pril|statin|sartan|oxetine|azole|mycin|cillin|formin)|\S+\s+for\s+my\s+(?!head|cold|cough)\S)`,
    String.raw`\bfor my (?:project|class|course|essay|exam)`,
  ),
  rule('suffers from', String.raw`i\s+(?:\w+\s+)?suffer\s+from\s+\S`),
  rule(
    'allergic',
    String.raw`i(?:['’]m| am)\s+(?:\w+\s+){0,2}(?:allergic|intolerant|sensitive|afraid|scared|terrified|prone|averse|opposed)\s+(?:to|of|against)\b`,
    String.raw`afraid (?:that|so|not)|afraid of (?:asking|this)|${NO_ALLERGY}`,
  ),
  rule(
    'diet or belief',
    String.raw`(?:i(?:['’]m| am|['’]ve been| have been|['’]ve become| have become|['’]ve gone| went| became)\s+(?:a\s+|an\s+)?(?:(?!\w+ing\b)\w+\s+){0,2}(?:vegan|vegetarian|pescatarian|pescetarian|teetotal|teetotall?er|kosher|halal|muslim|jewish|hindu|buddhist|christian|catholic|diabetic|coeliac|celiac|lactose[- ]intolerant|gluten[- ]intolerant|gluten[- ]free|colou?r[- ]?blind|deaf|hard of hearing|blind|pregnant|environmentalist|minimalist|introvert|extrovert|claustrophobic|asthmatic|left-handed|dyslexic|autistic)\b)`,
  ),
  rule(
    'follows',
    String.raw`i\s+(?:\w+\s+){0,2}(?:follow|keep|observe|maintain|practi[cs]e|adhere to|stick to|am on|eat)\s+(?:(?:a|an|the|my)\s*)?(?:\S+\s+){0,4}?(?:diet|lifestyle|routine|regimen|halal|kosher|vegan|vegetarian|keto|paleo|fasting|ramadan|lent|sabbath|shabbat|budget|schedule|plan)\b`,
    String.raw`follow (?:the|this|your) plan`,
  ),
  rule(
    'for a reason',
    String.raw`(?:due to|because of|for)\s+(?:\w+\s+){0,3}?(?:reasons?|concerns?|beliefs?|${CONDITION}|values|principles)\b.*,\s+i\s+(?:\w+\s+){0,2}\S+`,
  ),
  rule(
    'on a diet',
    String.raw`i(?:['’]m| am)\s+on\s+(?:a|an|the)\s+(?:\S+\s+){0,3}?(?:diet|regimen|budget|fast|medication)\b`,
  ),
  rule(
    'must avoid',
    String.raw`(?:due to|because of)\s+.{3,60}?,\s+i\s+(?:need|have|must|try)\s+(?:to\s+)?avoid\b`,
  ),
  rule(
    'uneasy',
    String.raw`i\s+(?:\w+\s+)?(?:get|feel|become)\s+(?:very |really |extremely |quite |easily )?(?:uncomfortable|anxious|nervous|seasick|carsick|airsick|dizzy|claustrophobic|nauseous|overwhelmed|overstimulated|uneasy)\s+(?!about (?:this|that|it))\S`,
  ),
  rule(
    'as someone',
    String.raw`as\s+(?:a|an|someone)\s+\S.{2,80}?,\s+i\s+(?:\w+\s+){0,2}(?:prefer|avoid|only|never|always|don['’]t|do not|refuse|need|like|dislike|love|hate|can['’]t|cannot|am|want)\b`,
  ),
];
