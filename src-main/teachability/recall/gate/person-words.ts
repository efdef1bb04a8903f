/** Words for the people and animals somebody has, folded; a language a line. */
import { isEnglish } from '../../capture/understand/acts/act-classifier.ts';
import { cachedByText } from '../cached-by-text.ts';
import { fold, wordsOf } from '../terms.ts';

const persons: Readonly<Record<string, string>> = {
  en: `wife husband partner spouse girlfriend boyfriend fiance fiancee mother mom mum father dad parent parents sister sisters brother brothers sibling siblings
    son sons daughter daughters child children kid kids baby twin twins grandmother grandma granny grandfather grandpa grandson granddaughter grandchildren
    aunt uncle cousin cousins niece nephew friend friends flatmate housemate roommate neighbour neighbor boss manager colleague assistant supervisor tutor
    teacher doctor dentist landlord landlady coach mentor dog dogs cat cats pet pets horse horses`,
  de: `frau mann partner partnerin freundin freund freunde mutter mama vater papa eltern schwester bruder geschwister sohn tochter kind kinder baby
    oma opa großmutter großvater grossmutter grossvater enkel enkelin tante onkel cousin cousine nichte neffe mitbewohner nachbar nachbarin schwager schwagerin chef chefin kollege kollegin
    vermieter vermieterin arzt arztin lehrer lehrerin hund hundin katze kater haustier pferd`,
  es: `esposa esposo mujer marido pareja novia novio madre mama padre papa padres hermana hermano hija hijo hijos bebe abuela abuelo nieta nieto tia tio prima
    primo sobrina sobrino amiga amigo companero companera vecina vecino jefa jefe medico profesor profesora perro perra gato gata mascota caballo`,
  fr: `femme mari compagne compagnon copine copain mere maman pere papa parents soeur frere fille fils enfant enfants bebe grand petite tante oncle cousin
    cousine niece neveu amie ami colocataire voisine voisin cheffe chef patron collegue medecin professeur chien chienne chat chatte cheval`,
  it: `moglie marito compagna compagno ragazza ragazzo fidanzata fidanzato madre mamma padre papa genitori sorella fratello figlia figlio figli nonna nonno
    nipote zia zio cugina cugino amica amico coinquilino vicina vicino capo collega medico insegnante cane gatto gatta cavallo`,
  pt: `esposa marido companheira companheiro namorada namorado mae pai pais irma irmao filha filho filhos bebe avo neta neto tia tio prima primo sobrinha sobrinho
    amiga amigo vizinha vizinho chefe colega medico professora professor cachorro cadela gato gata cavalo`,
  nl: `vrouw man partner vriendin vriend moeder vader ouders zus broer zoon dochter kind kinderen baby oma opa kleinkind tante oom neef nicht huisgenoot
    buurman buurvrouw baas collega arts leraar hond kat paard`,
  pl: `zona maz partnerka partner dziewczyna chlopak matka mama ojciec tata rodzice siostra brat corka syn dziecko dzieci babcia dziadek wnuk wnuczka ciocia
    wujek kuzyn kuzynka przyjaciel przyjaciolka sasiad sasiadka szef szefowa kolega lekarz nauczyciel pies kot kon`,
  ru: `жена муж партнер девушка парень мать мама отец папа родители сестра брат дочь сын дети ребенок бабушка дедушка внук внучка тетя дядя друг подруга сосед
    соседка начальник начальница коллега врач учитель собака кошка кот`,
  uk: `дружина чоловік партнер партнерка мати мама батько тато батьки сестра брат донька дочка син діти дитина бабуся дідусь онук онучка тітка дядько друг
    подруга сусід сусідка начальник начальниця колега лікар вчитель собака кішка кіт`,
  // Mostly with the ending that says whose they are.
  tr: `annem babam annemin babamın ailem kardeşim kardeşimin ablam abim ağabeyim eşim eşimin karım kocam sevgilim nişanlım kızım kızımın oğlum oğlumun
    çocuğum çocuklarım bebeğim dedem büyükannem anneannem babaannem ninem torunum teyzem halam dayım amcam kuzenim yeğenim arkadaşım arkadaşımın
    komşum patronum müdürüm doktorum öğretmenim köpeğim köpeğimin kedim kedimin`,
  ar: `زوجتي زوجي أمي أبي والدتي والدي أختي أخي ابنتي ابني بنتي أولادي أطفالي طفلي جدتي جدي خالتي خالي عمتي عمي صديقي صديقتي جاري جارتي مديري مديرتي زميلي
    طبيبي معلمي كلبي قطتي قطي`,
  hi: `पत्नी पति माँ मां पिता पापा बहन भाई बेटी बेटा बच्चे बच्चा दादी दादा नानी नाना मौसी मामा चाचा चाची दोस्त सहेली पड़ोसी बॉस डॉक्टर कुत्ता बिल्ली`,
  ko: `아내 남편 엄마 아빠 어머니 아버지 언니 누나 오빠 여동생 남동생 동생 아들 할머니 할아버지 이모 삼촌 고모 사촌 조카 친구 이웃 상사 동료 강아지 고양이`,
  sv: `fru man sambo flickvan pojkvan mamma pappa foraldrar syster bror dotter son barn mormor farmor morfar farfar moster faster farbror kusin van vaninna
    granne chef kollega lakare larare hund katt`,
  da: `kaereste foraeldre soster bror datter son born barn mormor farmor morfar farfar moster faster onkel faetter kusine ven veninde nabo chef
    kollega laege laerer hund kat`,
  // In pairs of letters, as texts without spaces are read.
  zh: `妈妈 爸爸 母亲 父亲 弟弟 哥哥 姐姐 妹妹 儿子 女儿 老婆 老公 丈夫 妻子 朋友 同事 老板 邻居 奶奶 爷爷 外婆 外公 阿姨 叔叔 表哥 表姐 室友`,
  ja: `の母 の父 の兄 の弟 の姉 の妹 の妻 の夫 友達 友人 上司 同僚 息子 祖母 祖父 彼女 彼氏`,
};

const setOf = (lists: readonly string[]) =>
  new Set(
    lists
      .join(' ')
      .split(/\s+/u)
      .filter((word) => word !== '')
      .map(fold),
  );
const { en: english = '', ...others } = persons;
const [inEnglish, elsewhere] = [setOf([english]), setOf(Object.values(others))];

/** @param word folded */
export function isPersonWord(word: string): boolean {
  return inEnglish.has(word) || elsewhere.has(word);
}

/** True when a memory is about one of the user's people or animals. German "Kind" is a child, English "kind" is not. */
export const isAboutPeople = cachedByText((text: string): boolean => {
  const known = isEnglish(text) ? inEnglish : elsewhere;
  return wordsOf(text).some((word) => known.has(word));
});
