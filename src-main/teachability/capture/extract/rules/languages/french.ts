import { CAPITAL } from '../rule.ts';
import { languageRules } from './language-rules.ts';

const TO_HAND = String.raw`(?!(?:bien\s+)?(?:cet|cette|ce|ces|ça|cela|ton|ta|tes|votre|vos|que|comment|quand|(?:la|le|les|l['’])\s*(?:première?|premier|deuxième|seconde?|troisième|dernière?|dernier|autre|fin|titre|texte|idée|réponse|début|ton|version))\b)`;
const KIN =
  'femme|mari|conjointe?|compagne|compagnon|copain|copine|fiancée?|mère|maman|père|papa|parents|sœurs?|soeurs?|frères?|fils|filles?|enfants?|bébé|jumeaux|jumelles|grand-mère|grand-père|grands-parents|petits?-enfants|tante|oncle|cousine?s?|nièces?|neveux?|belle-mère|beau-père|colocataire|chiens?|chiennes?|chats?|chattes?|chevaux|cheval|lapins?|hamster|perroquet|poules|patron|patronne';
const I = String.raw`(?:moi,?\s+)?(?:je\s+|j['’])`;
const WE = String.raw`(?:on|nous)\s+`;

export const french = languageRules({
  language: 'french',
  and: 'et|mais',
  opens: 'je|j|mon|ma|mes|on|nous|notre|nos',
  leadIn: "au fait|non|oui|alors|bonjour|salut|en fait|bon|ah|car|parce que|d’ailleurs|d'ailleurs|sinon",
  never: String.raw`^(?:si|quand j['’]étais|imagine|supposons)\b|\b(?:aimerais|voudrais|préférerais|pourrais|serais|aurais|aujourd['’]hui|hier|demain|cette\s+fois|en\s+ce\s+moment|pour\s+l['’]instant|dit|disait|pense|crois|peut-être|ton|tes|votre|ici)\b|\bcet(?:te)?\s+\p{L}`,
  shapes: [
    [
      'name',
      'fact',
      String.raw`(?:je\s+m['’]appelle|mon\s+(?:pré)?nom\s+est|appelle-moi)\s+\p{L}`,
      'my name',
    ],
    [
      'home',
      'fact',
      String.raw`(?:${I}|${WE})(?:habite|vis|vit|habitons|vivons)\s+(?:maintenant\s+)?(?:à|au|en|aux)\s+${CAPITAL}\p{L}+`,
      'where I live',
    ],
    [
      'home',
      'fact',
      String.raw`(?:${I}|${WE})(?:n['’])?(?:habite|vis|vit|habitons|vivons)\s+(?:à|au|en|aux|dans|près|chez|une?|avec|seule?|loin|plus)\b`,
    ],
    [
      'moved',
      'fact',
      String.raw`(?:j['’]ai|on\s+a|nous\s+avons)\s+déménagé(?:,?\s+(?:et\s+)?(?:maintenant|on\s+(?:est|vit|habite)|je\s+(?:suis|vis)|j['’]habite|nous\s+sommes))*\s+(?:à|au|en|aux)\s+${CAPITAL}\p{L}+`,
      'where I live',
    ],
    [
      'from',
      'fact',
      String.raw`je\s+(?:viens|suis)\s+(?:de|d['’]|du|originaire)\s*(?:de\s+|d['’])?(?:la\s+)?${CAPITAL}|je\s+suis\s+née?\s+(?:à|en|le|au)\b`,
    ],
    ['birthday', 'fact', String.raw`mon\s+anniversaire\s+est\s+(?:le|en)\s`, 'my birthday'],
    ['age', 'fact', String.raw`j['’]ai\s+\d{1,3}\s+ans`, 'my age'],
    [
      'diet or health',
      'preference',
      String.raw`je\s+(?:ne\s+)?suis\s+(?:plus\s+|très\s+|strictement\s+|devenue?\s+)*(?:végétarien(?:ne)?|végane?|vegan|végétalien(?:ne)?|allergique|intolérante?|diabétique|cœliaque|coeliaque|gaucher|gauchère|daltonien(?:ne)?|asthmatique|musulmane?|juif|juive|catholique|enceinte|sourde?|aveugle|myope|lève-tôt|couche-tard|dyslexique|autiste)\b`,
    ],
    [
      'what I have',
      'preference',
      String.raw`j['’]ai\s+(?:une?\s+|très\s+|le\s+|de\s+l['’]|du\s+|des\s+)?(?:allergie|intolérance|peur\s+(?:de|du|des)|vertige|asthme|diabète|phobie|migraines?|tdah|horreur\s+(?:de|du|des))\b`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:je\s+n['’]|j['’]|on\s+(?:n['’])?|nous\s+(?:n['’])?)(?:aime|aimons)\s+(?:pas|plus)\s+(?:du\s+tout\s+|trop\s+)?${TO_HAND}\p{L}`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:j['’]|on\s+)(?:aime|adore)\s+${TO_HAND}(?:beaucoup\s+|bien\s+|vraiment\s+)?${TO_HAND}(?:les?\b|la\b|l['’]|faire\b|\p{L}+(?:er|ir|re)\b)`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:je\s+|on\s+)(?:déteste|préfère|évite|hais|ne\s+supporte\s+pas)\s+${TO_HAND}\p{L}`,
    ],
    [
      'what I take or not',
      'preference',
      String.raw`(?:je\s+ne\s+|je\s+n['’]|je\s+)(?:mange|bois|fume|porte|utilise|conduis|regarde|achète|cuisine)\s+(?:pas|jamais|plus|que|presque\s+pas)\b(?!\s+(?:${TO_HAND.slice(3, -1)}))`,
    ],
    [
      'favourite',
      'fact',
      String.raw`(?:mon|ma|mes)\s+\p{L}+(?:\s+\p{L}+)?\s+(?:préférée?s?|favorite?s?|favoris?)\s+(?:est|sont)\s+${TO_HAND}\p{L}`,
    ],
    [
      'family',
      'fact',
      String.raw`je\s+suis\s+(?:mariée?|divorcée?|célibataire|veuve?|fiancée?|pacsée?|retraitée?|à\s+la\s+retraite|au\s+chômage|indépendante?)\b`,
    ],
    [
      'someone of mine',
      'fact',
      String.raw`(?:mon|ma|mes|notre|nos)\s+(?:\p{L}+\s+)?(?:${KIN})(?:\s+${CAPITAL}\p{L}+)?\s+(?:s['’]appelle(?:nt)?|habite(?:nt)?|vit|vivent|travaille(?:nt)?|(?:est|sont)(?!\s+(?:malade|fâché|en\s+retard|là|ici|parti|fatigué))|a|ont|aime(?:nt)?|adore|déteste|étudie|joue|ne\s+mange)\s+\S`,
    ],
    [
      'whom I have',
      'fact',
      String.raw`(?:j['’]ai|on\s+a|nous\s+avons)\s+(?:une?|deux|trois|quatre|cinq|\d+)\s+(?:\p{L}+\s+)?(?:${KIN})\b`,
    ],
    [
      'work',
      'fact',
      String.raw`je\s+travaille\s+(?:comme|chez|à|au|en|pour|dans|de\s+nuit|à\s+mi-temps|depuis)\b(?!\s+(?:ce|cet|cette|un\s+(?:projet|texte|rapport)|l['’]instant)\b)`,
    ],
    [
      'work',
      'fact',
      String.raw`je\s+suis\s+(?:une?\s+)?(?:professeure?|prof|médecin|infirmi(?:er|ère)|ingénieure?|avocate?|architecte|étudiante?|instituteur|institutrice|cuisini(?:er|ère)|boulang(?:er|ère)|maman|papa|\p{L}+(?:iste|logue|teur|trice|ien|ienne|eur|euse))\b(?!\s+de\s+(?:voir|savoir))`,
    ],
    [
      'studies and pastimes',
      'fact',
      String.raw`j['’](?:étudie|apprends|enseigne)\s+(?!cet|cette|ce\b|ça\b)\p{L}|je\s+joue\s+(?:du|de\s+la|de\s+l['’]|au|aux|à\s+la)\s*\p{L}|je\s+parle\s+(?!de\b|à\b|avec\b|du\b|des\b|trop\b|en\b)\p{L}|je\s+(?:collectionne|pratique)\s+\p{L}|je\s+fais\s+(?:du|de\s+la|de\s+l['’])\s*(?:yoga|vélo|course|sport|musique|escalade|natation|judo|danse|théâtre|randonnée|ski)\b`,
    ],
    [
      'habit',
      'fact',
      String.raw`je\s+(?:me\s+|m['’])?\p{L}+\s+(?:\S+\s+){0,8}?(?:tous\s+les\s+\p{L}+|toutes\s+les\s+\p{L}+|chaque\s+\p{L}+|le\s+(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-end|matin|soir))\b`,
    ],
  ],
});
