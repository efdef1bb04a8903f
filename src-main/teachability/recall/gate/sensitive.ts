/**
 * Recognises memories about sensitive matters, which are sent only on stronger evidence. By words, so that it works without an embedder;
 * what is missed here still has to pass the usual gate.
 */
import { cachedByText } from '../cached-by-text.ts';
import { fold, wordsOf } from '../terms.ts';

/** Prefixes of words, folded; one line for each language. */
const delicate: Readonly<Record<string, string>> = {
  health: `
    diabet cancer tumor tumour hiv herpes depress anxiety antidepress antipsych sertralin bipolar adhd autis epilep asthma dementia alzheimer
    stroke surgery operat therap counsellor counselor psychiat psycholog medic pill pills dose tablet metformin insulin statin pregnan miscarr abortion
    menopaus infertil ivf disease disorder diagnos chronic illness migraine hospital symptom addict sober rehab alcoholic overdose suicid selfharm
    krankheit krebs depression schwanger fehlgeburt tabletten therapie diagnose operation embaraz enfermed pastill diagnostic cancer terapia enceinte
    maladie medicament cancer grossesse malattia gravidanza farmac gravid doenca remedio seropositi epilept tabletki choroba ciaza cukrzyc padaczk depresj rak leki
    ziekte zwanger kanker pillen verslaa hastalig kanser hamile seker ilac depresyon epilepsi болезн рак беремен диабет депресси эпилепси таблетк лекарств вич
    糖尿 癌症 抑郁 怀孕 癫痫 吃药 妊娠 鬱病 癲癇 통증 우울 임신 당뇨 간질 سرطان سكري حامل اكتئاب صرع كينسر मधुमेह कैंसर गर्भवती मिर्गी अवसाद`,
  money: `
    salary debt debts owe owes mortgage loan bankrup earn income pension overdraft benefits alimony savings arrears
    gehalt schulden verdiene kredit rente sueldo salario deuda deudas hipoteca ingresos salaire dette dettes pret stipendio debiti mutuo divida dividas
    insolven pleite bancarrota faillite faillis fallimento falencia salaris schuld hypotheek zarabiam pensja dlug kredyt зарплат долг ипотек maas borc borclu iflas
    工资 欠债 负债 破产 借金 給料 破産 월급 대출 파산 راتب ديون قرض वेतन कर्ज`,
  beliefs: `
    muslim islam christian catholic protestant jewish judaism kosher hindu buddhis atheis agnostic pray prays prayer church mosque synagogue temple vote voted
    voter party republican democrat conservative labour socialis communis gay lesbian bisexual queer transgender
    glaube kirche wahle gewahlt iglesia musulman catolic vote eglise musulman chiesa musulman igreja`,
  relationships: `
    divorc affair cheat cheated separated custody exhusband exwife widow widower adopted estranged expelled prison jail arrested convicted
    abuse abused violence geschieden scheidung getrennt divorci separad divorce divorzi gescheiden rozwod rozwied развод развел разведен тюрьм bosan
    离婚 出轨 坐牢 離婚 浮気 刑務 이혼 외도 감옥 طلاق مطلق तलाक`,
};

const secret = `
  password passwort passcode pin pincode puk code codes kennwort contrasena clave motdepasse senha secret secrets geheimnis secreto segreto segredo token
  nobody confess hidden`;

const beginnings = (list: string) =>
  fold(list)
    .split(/\s+/u)
    .filter((word) => word !== '');
const delicateWords = beginnings(Object.values(delicate).join(' '));
const secretWords = new Set(beginnings(secret));
/** A shorter prefix would match too many words, so it only matches as a whole word. */
const SHORTEST_BEGINNING = 5;
const whole = new Set(delicateWords.filter((word) => word.length < SHORTEST_BEGINNING));
const begun = new Set(delicateWords.filter((word) => word.length >= SHORTEST_BEGINNING));
const longest = Math.max(...[...begun].map((word) => word.length));

/** 0 for harmless facts, 1 for health, money, beliefs and relationships, 2 for secrets. */
export const sensitivityOf = cachedByText((text: string): 0 | 1 | 2 => {
  const words = wordsOf(text);
  if (words.some((word) => secretWords.has(word))) return 2;
  return words.some(isDelicate) ? 1 : 0;
});

function isDelicate(word: string): boolean {
  if (whole.has(word)) return true;
  for (let length = SHORTEST_BEGINNING; length <= Math.min(longest, word.length); length += 1) {
    if (begun.has(word.slice(0, length))) return true;
  }
  return false;
}
