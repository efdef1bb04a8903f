import { CAPITAL } from '../rule.ts';
import { languageRules } from './language-rules.ts';

const TO_HAND = String.raw`(?!(?:n?d?est[ae]s?|d?isto|d?isso|d?ess[ae]s?|d?aquel[ae]s?|(?:da|do)\s+(?:tua|teu|sua|seu)|teu|tua|seu|sua|que|como|quando|(?:d?[oa]s?)\s+(?:primeir[oa]|segund[oa]|terceir[oa]|últim[oa]|outr[oa]|final|título|texto|ideia|resposta|início|versão))\b)`;
const KIN =
  'espos[oa]|marido|mulher|companheir[oa]|namorad[oa]|mãe|pai|pais|irm[ãa]os?|irmãs?|filh[oa]s?|bebé|bebê|gémeos|gêmeos|av[óô]s?|net[oa]s?|ti[oa]s?|prim[oa]s?|sobrinh[oa]s?|sogr[oa]s?|crianças?|cachorr[oa]s?|cão|cães|cadela|gat[oa]s?|cavalos?|coelhos?|papagaio|chefe';
const MY = String.raw`(?:[oa]s?\s+)?(?:meus?|minhas?|nossos?|nossas?)`;

export const portuguese = languageRules({
  language: 'portuguese',
  and: 'e|mas',
  opens:
    'eu|moro|vivo|sou|tenho|trabalho|estudo|odeio|adoro|prefiro|gosto|não|meu|minha|o meu|a minha|toco|falo|temos|chamo|me chamo|nasci|estou',
  leadIn: 'aliás|não|sim|bem|olá|oi|na verdade|a propósito|porque|pois|então|já agora',
  never: String.raw`^(?:se|quando eu era|imagina|imagine|suponha)\b|\b(?:gostaria|adoraria|queria|poderia|seria|hoje|ontem|desta\s+vez|agora\s+mesmo|por\s+enquanto|diz|disse|acho|talvez|n?est[ae]\s+\p{L}+|teus?|tuas?|aqui|isto|isso|disto|disso)\b|\bamanhã\b`,
  shapes: [
    ['name', 'fact', String.raw`(?:chamo-me|(?:eu\s+)?me\s+chamo|${MY}\s+nome\s+é)\s+\p{L}`, 'my name'],
    [
      'home',
      'fact',
      String.raw`(?:eu\s+)?(?:moro|vivo|moramos|vivemos)\s+(?:agora\s+)?(?:em|no|na|nos|nas)\s+${CAPITAL}\p{L}+`,
      'where I live',
    ],
    [
      'home',
      'fact',
      String.raw`(?:eu\s+)?(?:moro|vivo|moramos|vivemos)\s+(?:em|num|numa|no|na|com|perto|sozinh[oa]|fora)\b`,
    ],
    ['from', 'fact', String.raw`(?:eu\s+)?sou\s+(?:de|do|da)\s+${CAPITAL}|nasci\s+(?:em|no|na)\s`],
    [
      'moved',
      'fact',
      String.raw`(?:(?:eu\s+)?me\s+mudei|(?:eu\s+)?mudei(?:-me)?|(?:nós\s+)?(?:nos\s+)?mud[aá]mos(?:-nos)?|a\s+gente\s+se\s+mudou)(?:,?\s+(?:e\s+)?(?:agora|moro|moramos|vivo|vivemos|estou|estamos))*\s+(?:para|pra|em|no|na)\s+${CAPITAL}\p{L}+`,
      'where I live',
    ],
    ['birthday', 'fact', String.raw`(?:o\s+)?meu\s+aniversário\s+é\s`, 'my birthday'],
    ['age', 'fact', String.raw`(?:eu\s+)?tenho\s+\d{1,3}\s+anos`, 'my age'],
    [
      'diet or health',
      'preference',
      String.raw`(?:eu\s+)?sou\s+(?:muito\s+|\p{L}+mente\s+)?(?:vegan[oa]|vegetarian[oa]|alérgic[oa]|celíac[oa]|intolerante|diabétic[oa]|canhot[oa]|daltónic[oa]|daltônic[oa]|asmátic[oa]|muçulman[oa]|judeu|judia|católic[oa]|surd[oa]|ceg[oa]|autista|disléxic[oa])\b`,
    ],
    [
      'what I have',
      'preference',
      String.raw`(?:eu\s+)?tenho\s+(?:uma?\s+|muito\s+)?(?:alergia|intolerância|medo\s+(?:de|do|da)|fobia|pavor|asma|diabetes|enxaquecas?|tdah|hipertensão|vertigens)\b`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:eu\s+)?(?:já\s+)?(?:não\s+)?gosto\s+(?:muito\s+|mais\s+|nada\s+)?${TO_HAND}(?:de|do|da|dos|das)\s+${TO_HAND}\p{L}`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:eu\s+)?(?:odeio|adoro|detesto|prefiro|amo|evito|não\s+suporto|não\s+aguento)\s+${TO_HAND}\p{L}`,
    ],
    [
      'what I take or not',
      'preference',
      String.raw`(?:eu\s+)?(?:nunca|não|só|sempre|já\s+não)\s+(?:como|bebo|fumo|tomo|uso|compro|vejo|conduzo|dirijo|cozinho)(?:[.!]?$|\s+${TO_HAND}\p{L})`,
    ],
    [
      'favourite',
      'fact',
      String.raw`${MY}\s+\p{L}+(?:\s+\p{L}+)?\s+(?:favorit[oa]s?|preferid[oa]s?)\s+(?:é|são)\s+${TO_HAND}\p{L}`,
    ],
    [
      'family',
      'fact',
      String.raw`(?:eu\s+)?(?:sou|estou)\s+(?:casad[oa]|divorciad[oa]|solteir[oa]|viúv[oa]|reformad[oa]|aposentad[oa]|grávida|noiv[oa]|desempregad[oa])\b`,
    ],
    [
      'someone of mine',
      'fact',
      String.raw`${MY}\s+(?:\p{L}+\s+)?(?:${KIN})(?:\s+${CAPITAL}\p{L}+)?\s+(?:chama-se|chamam-se|se\s+chamam?|moram?|vivem?|trabalham?|(?:é|são)(?!\s+(?:um\s+chato|chat|assim))|tem|têm|odeia|adora|ama|estuda|toca|não\s+come)\s+\S`,
    ],
    [
      'whom I have',
      'fact',
      String.raw`(?:eu\s+)?(?:tenho|temos)\s+(?:uma?|dois|duas|três|quatro|cinco|\d+)\s+(?:\p{L}+\s+)?(?:${KIN})\b`,
    ],
    [
      'work',
      'fact',
      String.raw`(?:eu\s+)?trabalho\s+(?:como|em|no|na|nos|nas|para|com|num|numa|de|por)\s+(?!est[ae]\b|isto\b|isso\b|(?:projeto|texto|ensaio|relatório)\b)\p{L}`,
    ],
    [
      'work',
      'fact',
      String.raw`(?:eu\s+)?sou\s+(?:uma?\s+)?(?:professora?|médic[oa]|enfermeir[oa]|engenheir[oa]|advogad[oa]|arquitet[oa]|estudante|mãe|pai|\p{L}+(?:ista|ólog[oa]|tora?|dora?|eir[oa]))\b`,
    ],
    [
      'studies and pastimes',
      'fact',
      String.raw`(?:eu\s+)?(?:estudo\s+(?!para\b|est[ae]\b|isto\b|o\b|a\b)\p{L}|toco\s+\p{L}|jogo\s+(?!est[ae]\b|isto\b)\p{L}|falo\s+(?!com\b|de\b|sobre\b|por\b|do\b|da\b)\p{L}|(?:coleciono|aprendo|ensino)\s+(?!est[ae]\b|isto\b)\p{L})`,
    ],
    [
      'habit',
      'fact',
      String.raw`(?:eu\s+)?(?:me\s+)?\p{L}+o(?:-me)?\s+(?:\S+\s+){0,8}?(?:todos\s+os\s+\p{L}+|todas\s+as\s+\p{L}+|cada\s+\p{L}+|(?:às|aos)\s+(?:segundas|terças|quartas|quintas|sextas|sábados|domingos|fins\s+de\s+semana)|de\s+manhã)\b`,
    ],
    [
      'no longer',
      'fact',
      String.raw`(?:eu\s+)?já\s+não\s+(?!sei|posso|funciona|entendo|vejo|lembro)\p{L}+o\s+\p{L}`,
    ],
  ],
});
