/**
 * What a sentence of a failure is about and what it says of it: servers word the same thing in many ways, but all of them name the
 * thing (an account, a key, a model) and its state (empty, expired, missing) in one sentence. Addresses are left out: they name
 * pages about everything.
 */
export type FailureTopic = 'money' | 'key' | 'model' | 'rate' | 'filter' | 'crash' | 'network' | 'busy';

interface Topic {
  readonly about: RegExp;
  readonly says: RegExp;
  /** A sentence that has this is about something else. */
  readonly unless?: RegExp;
}

const topics: Record<FailureTopic, Topic> = {
  money: {
    about:
      /\b(?:balance|credits?|funds?|billing|payments?|spend(?:ing)?|budgets?|invoices?|allowance|allocation|credit card|subscription|trial(?: period)?|licen[cs]es?|(?:usage|inference|monthly|weekly) limit|free tier)\b|余额|额度|欠费|资源包|套餐/i,
    says: /insufficient|not enough|isn't enough|too low|exhaust|used (?:up|all)|exceed|\bover(?:due| budget)?\b|past due|\bout of\b|reached|requir|\bneeds?\b|\bno\b|any\b|without|deplet|suspend|unpaid|purchase|recharge|\bended\b|\bexpired\b|不足|已|耗尽|超|无/i,
    unless: /\btokens? per\b|\bper (?:minute|second)\b/i,
  },
  key: {
    about:
      /\bapi[ _-]?keys?\b|\bsecret key\b|\b(?:access|security|auth\w{0,14}|bearer|subscription|proxy|server) (?:key|token)\b|\bcredentials?\b|\blog ?in\b|\bsign ?in\b|\bauthenticat\w{1,6}|\bauthori[sz]ation\b|\bpermissions?\b|身份|令牌|密钥|\b(?:organi[sz]ation|account|user|team|workspace|project) (?:\w{1,20} )?(?:has been|is|was) (?:temporarily )?(?:restricted|suspended|disabled|deactivated|banned|blocked|locked)|封禁/i,
    says: /invalid|incorrect|\bwrong\b|missing|expired|fail|denied|not valid|not found|unable to find|no longer|not have|revoked|disabled|leaked|restricted|suspended|deactivated|banned|blocked|locked|封禁|unknown|required|\bcarry\b|insufficient|sufficient|不可用|失败|过期|无效|不正确|未/i,
    unless: /\bmodels?\b.{0,40}(?:does not|doesn't) exist/i,
  },
  model: {
    about:
      /\bmodels?(?:[ _-]?ids?)?\b|\baccept the (?:terms|licen[cs]e)|\bdeployment\b|\bfunction\b|\bendpoint\b|模型|渠道/i,
    says: /not found|not exist|n't exist|unknown|(?:could not|couldn't|cannot|can't|unable to) find|access denied|(?:requires?|needs?) (?:\w{1,15} ){0,3}(?:acceptance|approval|agreement)|accept the (?:terms|licen[cs]e)|(?:\bnot|n[’']t|\bno longer) (?:be )?(?:available|supported|accessible|activated|deployed|open|loaded|enabled)|inaccessible|unable to access|end of life|decommission|deprecat|retired|withdrawn|\bremoved\b|\bunloaded\b|discontinued|not have access|can only access|not allowed|no permission|no access|does not work|degraded|不存在|无权|无可用|未开通|下线/i,
    unless:
      /\b(?:param(?:eter)?s?|value|field|argument|option|propert(?:y|ies)|instructions?|role|message|content|temperature|reasoning\w{0,8}|thinking|stream(?:ing)?|tools?|images?|schema|format|logprobs|penalty|seed|system|template)\b|max_\w{0,12}tokens/i,
  },
  rate: {
    about:
      /\b(?:requests?|calls?|qps|rpm|tpm|rate|concurren\w{1,6}|traffic|tokens per|engine|tier|service)\b|频率|速率|负载/i,
    says: /limit\w{0,5} (?:was |is |has been )?(?:reached|exceeded|hit)|exceed\w{0,3} .{0,40}limit|too (?:many|fast|frequent)|slow down|\bbusy\b|overload|at capacity|饱和|繁忙|限制/i,
  },
  busy: {
    about:
      /\b(?:servers?|services?|models?|engines?|system|upstream|provider|traffic|demand|load|queue|slots?|capacity|requests?|workers?|instances?|replicas|backends?|tier|we)\b|\boverloaded\b|负载|服务|系统|模型|引擎/i,
    says: /\bbusy\b|overload|\b(?:high|heavy|peak|unusual) (?:\w{1,12} )?(?:traffic|demand|load|volume)|\bcapacity\b|no (?:available|healthy|free|idle) (?:\w{1,12} )?(?:workers?|instances?|replicas|upstreams?|slots?|backends?|servers?)|\b(?:queue|slots?)\b.{0,30}\b(?:full|unavailable|exceeded)|pending requests|饱和|繁忙|过载|拥挤|过高|较高|较大/i,
  },
  filter: {
    about: /\b(?:guardrails?|safety|moderation|polic(?:y|ies)|guidelines|sensitive)\b|new_sensitive/i,
    says: /fail|block|violat|flag|filter|turned down|prohibit|refus|reject|sensitive/i,
    unless: /\bdata policy\b/i,
  },
  crash: {
    about: /\b(?:model|runner|engine\w{0,6}|process|worker|function|server)\b/i,
    says: /\bcrash|\bterminated\b|encountered an issue|\bdegraded\b|exit (?:code|status)|core dumped|segmentation fault|\bpanic/i,
  },
  network: {
    about:
      /\bfirewall\b|\bvirtual network\b|\bnetwork settings\b|\bvpn\b|\byour ip\b|\bip address\b|zscaler/i,
    says: /denied|block|not allowed|forbidden|check|permission|protect/i,
  },
};

const MAX_SENTENCES = 60;

/** Whether a sentence of these words is about this topic and says that it is in the way. */
export function speaksOf(topic: FailureTopic, words: string): boolean {
  const { about, says, unless } = topics[topic];
  return sentencesOf(words).some(
    (sentence) => about.test(sentence) && says.test(sentence) && unless?.test(sentence) !== true,
  );
}

function sentencesOf(words: string): string[] {
  return words
    .replace(/https?:\/\/\S*/g, ' ')
    .split(/[.!?;](?=\s)|[。！？；\n·]/)
    .slice(0, MAX_SENTENCES);
}
