import { CAPITAL } from '../rule.ts';
import { languageRules } from './language-rules.ts';

const TO_HAND = String.raw`(?!(?:est[aeo]s?|es[aeo]s?|aquell[ao]s?|tus?|lo|que|cómo|cuando|(?:el|la|los|las)\s+(?:primer[oa]?|segund[oa]|tercer[oa]?|últim[oa]|otr[oa]|final|título|texto|idea|respuesta|principio|tono|versión))\b)`;
const KIN =
  'espos[oa]|marido|mujer|pareja|novi[oa]|madre|mamá|padre|papá|padres|herman[oa]s?|hij[oa]s?|bebé|gemel[oa]s|abuel[oa]s?|niet[oa]s?|tí[oa]s?|prim[oa]s?|sobrin[oa]s?|suegr[oa]s?|niñ[oa]s?|perr[oa]s?|gat[oa]s?|caballos?|mascotas?|conejos?|loro|pájaros?|jef[ae]|compañer[oa] de piso';

export const spanish = languageRules({
  language: 'spanish',
  and: 'y|pero|e',
  opens:
    'vivo|soy|tengo|trabajo|estudio|odio|prefiero|me|mi|mis|no|toco|hablo|ya|yo|estoy|tenemos|vivimos|nací',
  leadIn: 'por cierto|no|sí|bueno|pues|hola|en realidad|de hecho|además|porque|como|la verdad',
  never: String.raw`^(?:si|cuando era|ojalá|imagina|supongamos)\b|\b(?:gustaría|encantaría|quisiera|podría|sería|hoy|ayer|esta vez|ahora|por ahora|de momento|dice|dijo|creo|quizás?|tal vez|est[aeo]\s+\p{L}+|tus?|aquí|(?:en|de)\s+(?:la|el)\s+(?:foto|imagen|vídeo|cuento|novela|juego|ejemplo))\b|(?<!cada |la )\bmañana\b`,
  shapes: [
    ['name', 'fact', String.raw`(?:me\s+llamo|mi\s+nombre\s+es|llámame)\s+\p{L}`, 'my name'],
    [
      'home',
      'fact',
      String.raw`(?:yo\s+)?(?:vivo|vivimos)\s+(?:ahora\s+)?en\s+${CAPITAL}\p{L}+`,
      'where I live',
    ],
    ['home', 'fact', String.raw`(?:yo\s+)?(?:vivo|vivimos)\s+(?:en|cerca|con|sol[oa]|fuera)\b`],
    ['from', 'fact', String.raw`soy\s+de\s+(?:la\s+|el\s+)?${CAPITAL}|nací\s+en\s|vengo\s+de\s+${CAPITAL}`],
    [
      'moved',
      'fact',
      String.raw`(?:me|nos)\s+(?:he\s+|hemos\s+)?(?:mudé|mudamos|mudado|trasladé|trasladamos)(?:,?\s+(?:y\s+)?(?:ahora|vivo|vivimos|estoy|estamos))*\s+(?:a|en)\s+${CAPITAL}\p{L}+`,
      'where I live',
    ],
    ['birthday', 'fact', String.raw`mi\s+cumpleaños\s+es\s+(?:el|en)\s`, 'my birthday'],
    ['age', 'fact', String.raw`tengo\s+\d{1,3}\s+años`, 'my age'],
    [
      'diet or health',
      'preference',
      String.raw`(?:yo\s+)?soy\s+(?:\p{L}+mente\s+|muy\s+)?(?:vegan[oa]|vegetarian[oa]|alérgic[oa]|celíac[oa]|intolerante|diabétic[oa]|zurd[oa]|daltónic[oa]|asmátic[oa]|musulm[aá]na?|judí[oa]|católic[oa]|sord[oa]|cieg[oa]|madrugador[a]?|autista|disléxic[oa])\b`,
    ],
    [
      'what I have',
      'preference',
      String.raw`tengo\s+(?:una?\s+|mucho\s+|mucha\s+)?(?:alergia|intolerancia|miedo\s+(?:a|de|al)|fobia|pánico\s+a|asma|diabetes|migrañas?|tdah|hipertensión|vértigo|ansiedad)\b`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:a\s+mí\s+)?(?:ya\s+)?(?:no\s+)?me\s+(?:gustan?|encantan?|molestan?|interesan?|apasionan?|fascinan?|dan?\s+asco)\s+(?:mucho\s+|más\s+|nada\s+)?${TO_HAND}\p{L}`,
    ],
    [
      'taste',
      'preference',
      String.raw`(?:yo\s+)?(?:odio|adoro|detesto|prefiero|amo|evito|no\s+soporto|no\s+aguanto)\s+${TO_HAND}\p{L}`,
    ],
    [
      'what I take or not',
      'preference',
      String.raw`(?:yo\s+)?(?:nunca|no|solo|sólo|siempre|ya\s+no)\s+(?:como|bebo|fumo|tomo|uso|compro|veo|conduzco|cocino)(?:[.!]?$|\s+${TO_HAND}\p{L})`,
    ],
    [
      'favourite',
      'fact',
      String.raw`mis?\s+\p{L}+(?:\s+\p{L}+)?\s+(?:favorit[oa]s?|preferid[oa]s?)\s+(?:es|son)\s+${TO_HAND}\p{L}`,
    ],
    [
      'family',
      'fact',
      String.raw`(?:estoy|soy)\s+(?:casad[oa]|divorciad[oa]|solter[oa]|viud[oa]|jubilad[oa]|embarazada|prometid[oa]|en\s+paro)\b`,
    ],
    [
      'someone of mine',
      'fact',
      String.raw`(?:mis?|nuestr[oa]s?)\s+(?:\p{L}+\s+)?(?:${KIN})(?:\s+\p{L}+)?\s+(?:se\s+llaman?|viven?|trabajan?|(?:es|son)(?!\s+(?:un[a]?\s+(?:pesad|idiot|plast)|pesad|así))|tienen?|odian?|aman?|estudian?|tocan?|no\s+comen?)\s+\S`,
    ],
    [
      'whom I have',
      'fact',
      String.raw`(?:tengo|tenemos)\s+(?:una?|dos|tres|cuatro|cinco|\d+)\s+(?:\p{L}+\s+)?(?:${KIN})\b`,
    ],
    [
      'work',
      'fact',
      String.raw`(?:yo\s+)?trabajo\s+(?:como|de|en|para|desde|por)\s+(?!est[aeo]\b|una?\s+(?:proyecto|texto|ensayo|tarea|informe)\b|el\s+(?:proyecto|ensayo|texto|informe)\b|ello\b|eso\b)\p{L}`,
    ],
    [
      'work',
      'fact',
      String.raw`soy\s+(?:una?\s+)?(?:profesora?|maestr[oa]|médic[oa]|enfermer[oa]|ingenier[oa]|abogad[oa]|arquitect[oa]|estudiante|autónom[oa]|madre|padre|\p{L}+(?:ista|ólog[oa]|tora?|dora?|er[oa]|ant[ea]))\b`,
    ],
    [
      'studies and pastimes',
      'fact',
      String.raw`estudio\s+(?!para\b|est[aeo]\b|el\b|la\b)\p{L}|toco\s+(?:el|la|los)\s+\p{L}|juego\s+(?:al?|a\s+la)\s+\p{L}|hablo\s+(?!con\b|de\b|por\b|sobre\b)\p{L}|(?:colecciono|aprendo|enseño)\s+(?!est[aeo]\b)\p{L}`,
    ],
    [
      'habit',
      'fact',
      String.raw`(?:yo\s+)?(?:me\s+)?\p{L}+[oy]\s+(?:\S+\s+){0,8}?(?:todos\s+los\s+\p{L}+|todas\s+las\s+\p{L}+|cada\s+\p{L}+|los\s+(?:lunes|martes|miércoles|jueves|viernes|sábados|domingos|fines\s+de\s+semana)|por\s+las\s+(?:mañanas|noches|tardes))\b`,
    ],
    ['no longer', 'fact', String.raw`ya\s+no\s+(?!sé|puedo|funciona|entiendo|veo|recuerdo)\p{L}+o\s+\p{L}`],
  ],
});
