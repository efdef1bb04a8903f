import { CAPITAL } from '../rule.ts';
import { languageRules } from './language-rules.ts';

const TO_HAND = String.raw`(?!(?:das|es|ihn|sie|dich|euch|ihr|was|wie|dass|dies\p{L}*|jene\p{L}*|dein\p{L}*|d(?:ie|en|as) (?:erste|zweite|dritte|letzte|andere|neue)n?)\b)`;
const DEGREE = String.raw`(?:\s+(?:gerne?|sehr|wirklich|gar|überhaupt|auch|nur|meistens|eigentlich|besonders|total|jetzt|noch|leider|absolut|einfach|schon|seit \S+(?:\s+jahren|\s+monaten)?|hauptsächlich|überwiegend|schlecht|nicht mehr))*`;
const KIN =
  'frau|mann|partner|partnerin|freundin|verlobte[r]?|mutter|mama|vater|papa|eltern|schwestern?|brüder|bruder|geschwister|söhne|sohn|töchter|tochter|kind|kinder|zwillinge|oma|opa|großmutter|großvater|großeltern|enkel|enkelin|tanten?|onkel|cousin|cousine|nichten?|neffen?|schwiegermutter|schwiegervater|mitbewohner|mitbewohnerin|hunde?|katzen?|kater|pferde?|haustiere?|hamster|kaninchen|vögel|vogel|papagei|chef|chefin';

export const german = languageRules({
  language: 'german',
  and: 'und|aber|sowie',
  opens: 'ich|mein|meine|meiner|wir|unser|unsere',
  leadIn:
    'übrigens|nein|also|ach|ja|hallo|hi|tatsächlich|eigentlich|nebenbei|zur info|weil|denn|doch|stimmt nicht',
  never: String.raw`^(?:wenn|falls|als|ob|angenommen|stell dir vor)\b|\b(?:würde|würden|wäre|hätte|könnte|möchte|wünschte|gerade|heute|gestern|diesmal|vielleicht|glaube|denke|sagte?|meinte?|behauptet|dies(?:e[rsmn]?)?|deine?[rsmn]?|hier)\b|(?<!jeden |am )\bmorgen\b|\bim moment\b`,
  shapes: [
    [
      'name',
      'fact',
      String.raw`(?:ich\s+heiße|mein\s+(?:\p{L}+\s+)?name\s+ist|nenn\s+mich)\s+\p{L}`,
      'my name',
    ],
    [
      'home',
      'fact',
      String.raw`(?:ich|wir)\s+(?:wohne|wohnen|lebe|leben)${DEGREE}\s+in\s+(?!Angst|Frieden|Armut|Sorge)${CAPITAL}\p{L}+`,
      'where I live',
    ],
    [
      'home',
      'fact',
      String.raw`(?:ich|wir)\s+(?:wohne|wohnen|lebe|leben)${DEGREE}\s+(?:in(?!\s+(?:Angst|Frieden|Armut|Sorge))|im|auf|bei|am|an|mit|allein|zusammen)\b`,
    ],
    [
      'moved',
      'fact',
      String.raw`(?:ich\s+bin|wir\s+sind)\s+(?:\p{L}+\s+){0,2}?(?:nach|in\s+die)\s+${CAPITAL}\p{L}+\s+(?:um)?gezogen`,
      'where I live',
    ],
    [
      'from',
      'fact',
      String.raw`ich\s+(?:komme|stamme)${DEGREE}\s+(?:ursprünglich\s+)?aus\s+(?:de[rmn]\s+(?:nähe|gegend|schweiz|ukraine|türkei|slowakei|usa|niederlanden)\b|(?!der\b|dem\b)${CAPITAL})|ich\s+bin\s+(?:in|aus)\s+${CAPITAL}`,
    ],
    [
      'birthday',
      'fact',
      String.raw`mein\s+geburtstag\s+ist\s+(?:am|im)\s|ich\s+bin\s+am\s+\d.*geboren`,
      'my birthday',
    ],
    ['age', 'fact', String.raw`ich\s+bin\s+\d{1,3}(?:\s+jahre|[.!,]?$)`, 'my age'],
    [
      'diet or health',
      'preference',
      String.raw`(?:ich|wir)\s+(?:bin|sind)${DEGREE}\s+(?:eine?\s+)?(?:\S+\s+){0,4}?(?:veganer(?:in)?|vegan|vegetarier(?:in)?|vegetarisch|allergisch|laktoseintolerant|glutenintolerant|linkshänder(?:in)?|farbenblind|diabetiker(?:in)?|muslima?|jüdisch|christ|christin|katholisch|evangelisch|schwanger|kurzsichtig|schwerhörig|taub|blind|frühaufsteher(?:in)?|nachteule|morgenmensch|morgenmuffel|autist(?:in)?|legasthenisch)\b`,
    ],
    [
      'what I have',
      'preference',
      String.raw`ich\s+(?:habe|leide\s+(?:an|unter))${DEGREE}\s+(?:eine?n?\s+)?(?:\p{L}+\s+)?(?:\p{L}*(?:intoleranz|allergie|phobie|unverträglichkeit|schwäche)|angst\s+(?:vor|beim)|höhenangst|flugangst|asthma|diabetes|migräne|adhs|zöliakie|bluthochdruck|heuschnupfen|rheuma|depressionen)\b`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:ich|wir)\s+(?:mag|mögen|liebe|lieben|hasse|hassen|verabscheue|bevorzuge|bevorzugen|vermeide|meide|vertrage|hasse es|liebe es)${DEGREE}\s+${TO_HAND}(?:es,?\s+)?\p{L}`,
    ],
    [
      'taste',
      'preference',
      String.raw`ich\s+kann\s+${TO_HAND}\S+(?:\s+\S+){0,5}?\s+nicht\s+(?:ausstehen|leiden|vertragen|essen|trinken|riechen)|ich\s+bin${DEGREE}\s+kein\s+(?:großer\s+)?(?:fan|freund)\s+von\s+${TO_HAND}\p{L}`,
    ],
    [
      'what I take or not',
      'preference',
      String.raw`(?:ich|wir)\s+(?:esse|essen|trinke|trinken|rauche|rauchen|kaufe|kaufen|trage|benutze|nutze|schaue|lese|höre|fahre|fliege|koche|reise|schlafe)\s+${TO_HAND}(?:kein\p{L}*|nie|niemals|nur|nicht|lieber|am liebsten|ausschließlich|meistens|gerne?|ungern|viel|wenig|kaum)(?:[.!]?$|\s+${TO_HAND}\p{L})`,
    ],
    [
      'favourite',
      'fact',
      String.raw`(?:mein|meine)\s+lieblings\p{L}+(?:\s+\p{L}+)?\s+(?:ist|sind|heißt)\s+${TO_HAND}\p{L}`,
    ],
    [
      'family',
      'fact',
      String.raw`ich\s+bin\s+(?:\p{L}+\s+)?(?:verheiratet|ledig|geschieden|verwitwet|single|verlobt|alleinerziehend|in rente|rentner(?:in)?|selbstständig|arbeitslos)\b`,
    ],
    [
      'someone of mine',
      'fact',
      String.raw`(?:meine?|unsere?)\s+(?:\p{L}+\s+){0,2}?(?:${KIN})(?:\s+${CAPITAL}\p{L}+)?\s+(?:heißt|heißen|wohnt|wohnen|lebt|leben|arbeitet|(?:ist|sind)(?!\s+(?:krank|sauer|müde|weg|da|hier|nicht da|unterwegs|im|in|gerade|wütend|traurig)\b)|hat|haben|mag|liebt|hasst|spielt|studiert|isst|trinkt|verträgt)\s+\S`,
    ],
    [
      'whom I have',
      'fact',
      String.raw`(?:ich\s+habe|wir\s+haben)${DEGREE}\s+(?:eine?n?|zwei|drei|vier|fünf|\d+|keine?n?)\s+(?:\p{L}+\s+)?(?:${KIN})\b`,
    ],
    [
      'work',
      'fact',
      String.raw`(?:ich)\s+arbeite${DEGREE}\s+(?:als|bei|beim|in\s+(?:einer?|einem|der)\s+(?!datei|ordner|aufsatz|projekt|text)[\p{L}\p{N}]+|in\s+${CAPITAL}|im|für|von zu hause|nachts|halbtags|vollzeit|teilzeit)\b(?!\s+eine[mr]\s+(?:aufsatz|projekt|text))`,
    ],
    [
      'work',
      'fact',
      String.raw`ich\s+bin\s+(?:von\s+beruf\s+)?(?!fan\b)${CAPITAL}\p{L}{3,}(?=[.!,]?$|,|\s+(?:an|in|bei|am|im|und|aus|von)\b)`,
    ],
    [
      'studies and pastimes',
      'fact',
      String.raw`ich\s+(?:studiere|programmiere\s+(?:hauptsächlich\s+|meistens\s+)?in|lerne|spiele|spreche|sammle|unterrichte|tanze|singe)${DEGREE}\s+(?:fließend\s+|ein\s+wenig\s+|etwas\s+)?(?!Karte|Runde)${CAPITAL}\p{L}+|ich\s+(?:stricke|klettere|jogge|male|gärtnere|angle|meditiere)(?:[.!]?$|\s+(?:gern|gerne|oft|viel)\b)|ich\s+(?:fahre|besitze)\s+(?:eine?n?)\s+\p{L}`,
    ],
    [
      'habit',
      'fact',
      String.raw`ich\s+\p{L}+e\s+(?:\S+\s+){0,10}?(?:jeden\s+\p{L}+|jede\s+woche|\p{L}+tags|morgens|abends|am\s+wochenende|täglich|einmal\s+(?:pro|in\s+der)\s+woche|nie\s+vor|nach\s+der\s+arbeit)\b`,
    ],
  ],
});
