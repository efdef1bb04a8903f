import { CAPITAL } from '../rule.ts';
import { languageRules } from './language-rules.ts';

const TO_HAND = String.raw`(?!(?:quest[aeio]|quest['’]\p{L}+|quell[aeio]|tuo|tua|tuoi|tue|che|come|quando|(?:il|la|le|i|gli|lo|l['’])\s*(?:prim[oa]|second[oa]|terz[oa]|ultim[oa]|altr[oa]|finale|titolo|testo|idea|risposta|inizio|tono|versione))\b)`;
const KIN =
  'moglie|marito|compagn[oa]|ragazz[oa]|fidanzat[oa]|madre|mamma|padre|papà|genitori|sorell[ae]|fratell[oi]|figli[oae]?|bambin[oaie]|neonato|gemell[ie]|nonn[oaie]|nipot[ei]|zi[oaie]|cugin[oaie]|suocer[oaie]|coinquilin[oa]|can[ei]|gatt[oaie]|cavall[oi]|conigli[oi]|pappagallo|capo';
const MY = String.raw`(?:(?:il|la|i|le)\s+)?(?:mio|mia|miei|mie|nostr[oaie])`;

export const italian = languageRules({
  language: 'italian',
  and: 'e|ma|ed',
  opens:
    'io|abito|vivo|sono|ho|lavoro|studio|odio|adoro|preferisco|mi|non|mio|mia|il mio|la mia|i miei|suono|parlo|vengo|abbiamo|faccio',
  leadIn: "comunque|no|sì|allora|ciao|in realtà|a proposito|perché|beh|tra l'altro|infatti",
  never: String.raw`^(?:se|quando ero|immagina|supponiamo)\b|\b(?:piacerebbe|vorrei|potrei|sarei|avrei|oggi|ieri|domani|stavolta|adesso|in\s+questo\s+momento|per\s+ora|dice|diceva|penso|credo|stasera|stamattina|stanotte|forse|quest[aeio]\s+\p{L}+|tuo|tua|tuoi|tue|qui)\b`,
  shapes: [
    ['name', 'fact', String.raw`(?:mi\s+chiamo|il\s+mio\s+nome\s+è|chiamami)\s+\p{L}`, 'my name'],
    [
      'home',
      'fact',
      String.raw`(?:io\s+)?(?:abito|vivo|abitiamo|viviamo)\s+(?:ora\s+)?(?:a|in|ad)\s+${CAPITAL}\p{L}+`,
      'where I live',
    ],
    [
      'home',
      'fact',
      String.raw`(?:io\s+)?(?:abito|vivo|abitiamo|viviamo)\s+(?:a|in|ad|con|vicino|da\s+sol[oa]|nel|nella|al|fuori)\b`,
    ],
    [
      'moved',
      'fact',
      String.raw`(?:mi\s+sono|ci\s+siamo)\s+trasferit[oaie](?:,?\s+(?:e\s+)?(?:ora|adesso|vivo|viviamo|abito|abitiamo|sto|stiamo))*\s+(?:a|ad|in)\s+${CAPITAL}\p{L}+`,
      'where I live',
    ],
    [
      'from',
      'fact',
      String.raw`(?:io\s+)?(?:sono\s+di|vengo\s+da|vengo\s+dal|vengo\s+dalla)\s+${CAPITAL}|sono\s+nat[oa]\s+(?:a|in|nel|il)\b`,
    ],
    ['birthday', 'fact', String.raw`il\s+mio\s+compleanno\s+è\s`, 'my birthday'],
    ['age', 'fact', String.raw`ho\s+\d{1,3}\s+anni`, 'my age'],
    [
      'diet or health',
      'preference',
      String.raw`(?:io\s+)?sono\s+(?:molto\s+|\p{L}+mente\s+)?(?:vegan[oa]|vegetarian[oa]|allergic[oa]|celiac[oa]|intollerante|diabetic[oa]|mancin[oa]|daltonic[oa]|asmatic[oa]|musulman[oa]|ebre[oa]|cattolic[oa]|sord[oa]|ciec[oa]|mattinier[oa]|dislessic[oa]|autistic[oa]|incinta|miope)\b`,
    ],
    [
      'what I have',
      'preference',
      String.raw`ho\s+(?:un['’]\s*|una?\s+|molta\s+|il\s+|l['’]\s*)?(?:allergia|intolleranza|paura\s+(?:di|del|della|dei)|fobia|terrore|asma|diabete|emicrani[ae]|adhd|ipertensione|vertigini)\b`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:a\s+me\s+)?(?:non\s+)?mi\s+(?:piacciono|piace|interessano?|appassionano?|danno?\s+fastidio)\s+(?:molto\s+|di\s+più\s+|più\s+|tanto\s+|per\s+niente\s+)?${TO_HAND}\p{L}`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:io\s+)?(?:odio|adoro|detesto|preferisco|amo|evito|non\s+sopporto)\s+${TO_HAND}\p{L}`,
    ],
    [
      'what I take or not',
      'preference',
      String.raw`(?:io\s+)?(?:non|solo|sempre)\s+(?:mangio|bevo|fumo|uso|compro|guardo|guido|cucino|indosso)(?:[.!]?$|\s+(?:mai\s+|più\s+)?${TO_HAND}\p{L})`,
    ],
    [
      'favourite',
      'fact',
      String.raw`${MY}\s+\p{L}+(?:\s+\p{L}+)?\s+preferit[oaie]\s+(?:è|sono)\s+${TO_HAND}\p{L}`,
    ],
    [
      'family',
      'fact',
      String.raw`(?:io\s+)?sono\s+(?:sposat[oa]|divorziat[oa]|single|vedov[oa]|fidanzat[oa]|pensionat[oa]|in\s+pensione|disoccupat[oa]|separat[oa])\b`,
    ],
    [
      'someone of mine',
      'fact',
      String.raw`${MY}\s+(?:\p{L}+\s+)?(?:${KIN})(?:\s+${CAPITAL}\p{L}+)?\s+(?:si\s+chiama(?:no)?|abita(?:no)?|vive|vivono|lavora(?:no)?|(?:è|sono)(?!\s+(?:malat|arrabbiat|in\s+ritardo|qui))|ha|hanno|odia|adora|ama|studia|suona|non\s+mangia)\s+\S`,
    ],
    [
      'whom I have',
      'fact',
      String.raw`(?:ho|abbiamo)\s+(?:una?|un['’]|due|tre|quattro|cinque|\d+)\s*(?:\p{L}+\s+)?(?:${KIN})\b`,
    ],
    [
      'work',
      'fact',
      String.raw`(?:io\s+)?lavoro\s+(?:come|in|a|al|alla|allo|per|presso|da|nel|nella|di)\s+(?!quest[aeo]\b|un\s+(?:progetto|testo|saggio)\b)\p{L}|faccio\s+(?:il|la|lo|l['’])\s*\p{L}+(?:o|a|e|ista)(?=[.!,]?$|\s+(?:a|in|da|e|presso)\b)`,
    ],
    [
      'work',
      'fact',
      String.raw`(?:io\s+)?sono\s+(?:(?:un['’]?|una)\s*)?(?:insegnante|professor(?:e|essa)|medic[oa]|infermier[ea]|ingegnere|avvocat[oa]|architett[oa]|student(?:e|essa)|cuoc[oa]|mamma|papà|\p{L}+(?:ista|olog[oa]|tore|trice|aio|aia))\b`,
    ],
    [
      'studies and pastimes',
      'fact',
      String.raw`(?:io\s+)?(?:studio\s+(?!per\b|quest[aeo]\b|il\b|la\b)\p{L}|suono\s+(?:il|la|lo|l['’])\s*\p{L}|gioco\s+a\s+\p{L}|parlo\s+(?!con\b|di\b|del\b|della\b|per\b|troppo\b)\p{L}|(?:colleziono|imparo|insegno)\s+(?!quest[aeo]\b)\p{L})`,
    ],
    [
      'habit',
      'fact',
      String.raw`(?:io\s+)?(?:mi\s+)?\p{L}+o\s+(?:\S+\s+){0,8}?(?:ogni\s+\p{L}+|tutti\s+i\s+\p{L}+|tutte\s+le\s+\p{L}+|il\s+(?:lunedì|martedì|mercoledì|giovedì|venerdì|sabato)|la\s+domenica|nel\s+fine\s+settimana)\b`,
    ],
    ['no longer', 'fact', String.raw`non\s+(?!so|posso|funziona|capisco|vedo|ricordo)\p{L}+o\s+più\s+\p{L}`],
  ],
});
