/**
 * Decides what a server's failure means, from its words, status and form. Words count more than the status, because servers use one status
 * for many failures; causes that the user can fix are checked first.
 */
import type { ErrorCode } from '#shared/errors.ts';
import { speaksOf } from './failure-topics.ts';
import type { FailureTopic } from './failure-topics.ts';
import type { ServerFailure } from './server-failure.ts';
import { sizesInWords } from './tokens-in-words.ts';
import { waitInWords } from './wait-in-words.ts';

type Facts = Pick<ServerFailure, 'status' | 'headers' | 'words' | 'isPage' | 'body'> & {
  readonly hasKey: boolean;
};
type Rule = readonly [ErrorCode, (facts: Facts) => boolean];

const says =
  (pattern: RegExp) =>
  ({ words }: Facts) =>
    pattern.test(words);

const texts = {
  moderated:
    /\bcontent[_ -]?filter|content management policy|ResponsibleAIPolicy|content[_ ]policy[_ ]violation|requires moderation|data_inspection_failed|DataInspection|inappropriate content|content exists risk|\b(?:input|prompt|message|request|content) (?:was |has been |is )?(?:flagged|blocked)|safety (?:system|filter|polic)|prohibited_content|usage polic(?:y|ies)|敏感|不安全|违规|审核/i,
  region:
    /unsupported_country|\b(?:country|region|territory|location)\b[^.\n]{0,60}\b(?:not|isn't|un)[ -]?(?:supported|available|allowed|permitted)|not (?:supported|available) in your (?:country|region|location)|地区[^。\n]{0,20}不/i,
  challenge:
    /just a moment|attention required|enable javascript|verify (?:that )?you are (?:a )?human|captcha|you have been blocked|\bcf-|cloudflare ray|checking your browser|web (?:page|site) (?:is )?blocked|proxy authentication/i,
  /** How Cloudflare says without a page that a rule keeps the visitor out. */
  edge: /^\s*error code: 10\d\d\b/,
  gate: /\b(?:sign|log)[ -]?(?:in|on)\b|\bsso\b|single sign|captive|\bwi-?fi\b|\bhotspot\b|access (?:denied|blocked|restricted)|\bfirewall\b|policy violation|not allowed by/i,
  tools:
    /(?:does(?: not|n't)|do(?: not|n't)|not) support(?:s|ed)?[^.\n]{0,30}\b(?:tools?|functions?)\b|support tool use|tools? param(?:eter)? requires|tool[ _-]?choice requires|enable-auto-tool-choice|(?:tools?|tool[ _-]?call(?:s|ing)?|function[ _-]?call(?:s|ing)?)(?: is| are)? (?:not (?:supported|available|enabled|allowed)|unsupported|disabled)/i,
  images:
    /(?:does(?: not|n't)|do(?: not|n't)|not) support(?:s|ed)?[^.\n]{0,30}\b(?:images?|vision|image_url|multimodal)\b|(?:images?|image input|image_url)[^.\n]{0,30}(?: is| are)? (?:not supported|unsupported)|support image input|at most 0 (?:images?|videos?|audios?)\b|not a multimodal model/i,
  memory:
    /out of memory|not enough (?:\w{1,12} )?(?:memory|vram|ram)\b|insufficient (?:system |gpu |host )?(?:memory|resources|vram|ram)\b|requires more (?:system |gpu )?memory|malloc failed|(?:unable|failed) to allocate|OutOfDeviceMemory|OutOfMemory|signal: killed|\bOOM\b|内存不足|显存不足/i,
  loading:
    /\bloading (?:the )?model|\bmodel\b[^.\n]{0,60}\b(?:is|still|being|currently) (?:still |currently |being )?(?:loading|being loaded|warming up|starting)|model (?:is )?(?:not ready|warming up)|not ready yet|starting up|模型加载中/i,
  loadFailed: /(?:failed|unable|could not|couldn't|cannot|error)(?: to)? load(?:ing)?\b|load(?:ing)? failed/i,
  /** The limit is of both together, whatever numbers are named. */
  inputAndAnswer: /\b(?:inputs?|prompt|messages)\W{0,3}(?:tokens? ?)?(?:\+|plus|and) ?\W?max_\w{0,12}tokens/i,
  answerLimit:
    /max_(?:completion_|output_|new_)?tokens\b[^.\n]{0,80}(?:too (?:large|high|big)|must be|should be|at most|less than|exceeds?|maximum value|range)/i,
  negativeLimit: /max_(?:completion_)?tokens must be at least 1, got -/i,
  length:
    /\btokens?\b|\bcontext\b|\bn_ctx\b|\bprompt\b|\binputs?\b|request (?:body|entity|payload)|message size|上下文|输入长度/i,
  excess:
    /exceed|too (?:long|large|many|big)|(?:longer|greater|larger|more) than|max(?:imum)? (?:context|length|input|number of tokens)|less than|overflow|cannot truncate|trying to keep|should be \[1|超出|超过|过长|超长|reduce (?:the|your) (?:length|message)/i,
  rate: /rate[ _-]?limit|too many requests|too many concurrent|\bper (?:second|minute|min|hour|day)\b|-per-(?:minute|day)|\b[TR]P[MD]\b|throttl|resource has been exhausted|capacity exceeded|频率|限流|并发|请求过多/i,
  quota:
    /insufficient[_ ](?:user_)?(?:quota|balance|credits?|funds)|exceeded your current quota|credit balance|requires more credits|(?:have|has|haven't|hasn't|doesn't have|out of|no)(?: any)? credits?\b|billing[_ ]hard[_ ]limit|billing (?:limit|details)|quota (?:is )?(?:not enough|exceeded|exhausted|used up)|payment required|spend(?:ing)? limit|good standing|arrear|(?:requires?|needs?) an? (?:\w{1,12} )?subscription|inactive subscription|(?:budget|allocation|allowance|free tier|key limit|usage limit)\b[^.\n]{0,40}?\b(?:exceeded|exhausted|reached|used up)|\bused up (?:\w{1,12} ){0,4}(?:quota|allocation|allowance|credits?)|budget_exceeded|\b(?:plan|subscription)\b[^.\n]{0,30}?\b(?:expired|has ended)|余额不足|额度不足|额度已|欠费/i,
  modelCode: /\bmodel_not_found\b|\bDeploymentNotFound\b|\bmodel_decommissioned\b|\binvalid_model\b/,
  model:
    /\bmodels?\b[\s\S]{0,220}?(?:not[ _]found|does not exist|doesn't exist|is not available|not exist|decommissioned|deprecated|not installed)|no such model|(?:unknown|unsupported|incompatible) model|\bmodel\b[^.\n]{0,40}not compatible|invalid model|(?:specify|choose|select) a (?:valid |different )?(?:downloaded )?model|not a valid model|no models? (?:are |is )?(?:currently )?loaded|model (?:is|was|has been) unloaded|access(?: to)?(?: this| the)? model|no endpoints found|deployment[^.\n]{0,60}(?:not exist|not found)|\bmodel (?:id|identifier|name)\b[^.\n]{0,20}invalid|\bmodel has not been loaded|\bno (?:\w{1,12} )?(?:sessions?|instances?|workers?|replicas?)\b[^.\n]{0,30}\bmodel\b|(?:does not|doesn't|not) support(?:s|ed)? (?:chat|completions?|generat\w{1,5})\b|无权[^。\n]{0,10}模型|无可用渠道|模型不存在|no available channel/i,
  key: /invalid_api_key|(?:invalid|incorrect|wrong|missing|expired|no) (?:api|access|auth|subscription)[ _-]?(?:key|token|credentials)|api[ _-]?key[^.\n]{0,20}(?:not valid|invalid|missing|required|expired)|unauthori[sz]ed|authentication fail|token is invalid|无效的令牌|invalid token|令牌/i,
  path: /\b(?:unexpected|unknown|no such|invalid) (?:endpoint|route|path)\b|\bcannot post\b/i,
  template:
    /jinja|chat[ _]?template|template (?:error|render)|rendering (?:the )?(?:prompt|template)|raise_exception|\bat row \d{1,6}, column \d|roles must alternate|(?:unexpected|unknown|unsupported|invalid) (?:message )?role|\bsystem (?:messages?|roles?|prompts?)[^.\n]{0,20}not supported/i,
} as const;

const about =
  (topic: FailureTopic) =>
  ({ words }: Facts) =>
    speaksOf(topic, words);
const hasRefusingStatus = ({ status }: Facts) => status === null || (status >= 400 && status < 500);

const rules: readonly Rule[] = [
  ['blocked', (facts) => facts.isPage && isBlocked(facts)],
  ['quota_exceeded', ({ status }) => status === 402],
  ['region_not_supported', ({ status, words }) => status === 451 || texts.region.test(words)],
  [
    'moderated',
    (facts) => hasRefusingStatus(facts) && (says(texts.moderated)(facts) || about('filter')(facts)),
  ],
  ['tools_not_supported', says(texts.tools)],
  ['images_not_supported', says(texts.images)],
  ['out_of_memory', says(texts.memory)],
  ['model_loading', (facts) => isLoading(facts)],
  [
    'context_too_long',
    (facts) =>
      hasRefusingStatus(facts) && (says(texts.negativeLimit)(facts) || says(texts.inputAndAnswer)(facts)),
  ],
  ['context_too_long', comparesInput],
  [
    'rejected_request',
    (facts) =>
      hasRefusingStatus(facts) && says(texts.answerLimit)(facts) && !says(/in the completion/i)(facts),
  ],
  ['context_too_long', isTooLong],
  ['rate_limited', (facts) => waitMsOf(facts) !== null && (facts.status === 429 || says(texts.rate)(facts))],
  ['quota_exceeded', (facts) => says(texts.quota)(facts) || about('money')(facts)],
  ['no_such_model', says(texts.modelCode)],
  ['no_such_model', (facts) => lacksModel(facts)],
  ['server_failed', (facts) => facts.status !== 401 && about('crash')(facts)],
  ['blocked', (facts) => hasRefusingStatus(facts) && (about('network')(facts) || says(texts.edge)(facts))],
  [
    'wrong_key',
    (facts) =>
      facts.status === 401 || says(texts.key)(facts) || (hasRefusingStatus(facts) && about('key')(facts)),
  ],
  ['overloaded', isOverloaded],
  ['rate_limited', (facts) => facts.status === 429 || says(texts.rate)(facts)],
  ['rate_limited', (facts) => hasRefusingStatus(facts) && about('rate')(facts)],
  ['rejected_request', ({ words }) => isNoSuchPath(words)],
  ['template_failed', says(texts.template)],
  ['wrong_key', ({ status }) => status === 403],
  ['context_too_long', ({ status }) => status === 413],
  ['server_failed', (facts) => failedElsewhere.has(facts.status ?? 0) || says(texts.loadFailed)(facts)],
  ['server_failed', ({ status, body, words }) => status === null && !isRefusal(body.said + words)],
];

/** A request that timed out, whose part failed, or that was given up behind a gateway. */
const failedElsewhere: ReadonlySet<number> = new Set([408, 424, 499]);

/** The meaning of a failure. */
export function kindOf(failure: ServerFailure, hasKey: boolean): ErrorCode {
  const facts: Facts = { ...pick(failure), hasKey };
  const found = rules.find(([, applies]) => applies(facts))?.[0];
  if (found === 'wrong_key') return hasKey ? 'wrong_key' : 'no_key';
  if (found !== undefined) return found;
  return facts.status !== null && facts.status >= 500 ? 'server_failed' : 'rejected_request';
}

/** Whether the server does not know the requested path. */
export function isNoSuchPath(words: string): boolean {
  return texts.path.test(words);
}

/** Whether a model failed because it could not be loaded. */
export function isFailedLoad(words: string): boolean {
  return texts.loadFailed.test(words);
}

/** The delay that the body asks for, in ms. */
export function waitMsOf({ body, words }: Pick<ServerFailure, 'body' | 'words'>): number | null {
  return body.waitMs ?? waitInWords(words);
}

function pick({ status, headers, words, isPage, body }: ServerFailure) {
  return { status, headers, words, isPage, body };
}

/** Whether the words of a web page are those of something that stands before a server: a sign-in, a firewall, a check for robots. */
export function isPageOfGate(words: string): boolean {
  return texts.challenge.test(words) || texts.gate.test(words);
}

function isBlocked({ status, words }: Facts): boolean {
  if (texts.challenge.test(words)) return true;
  return status === 403 || status === 407 || status === 451 || status === 511;
}

/** A key that is not accepted comes first where the status says so. */
function lacksModel({ words, status }: Facts): boolean {
  if (texts.loadFailed.test(words)) return false;
  if (status === 401) return speaksOf('model', words) && !speaksOf('key', words);
  return texts.model.test(words) || (status !== 429 && speaksOf('model', words));
}

function isLoading(facts: Facts): boolean {
  if (facts.body.waitMs !== null && facts.status === 503) return true;
  return says(texts.loading)(facts) && !says(texts.loadFailed)(facts);
}

/** A server that has too much to do. A refusal of too many requests that names neither a limit nor a wait comes from such a server too. */
function isOverloaded({ status, headers, words, isPage }: Facts): boolean {
  if (status === 529) return true;
  // Pages of servers that failed name this as one cause of several.
  if (isPage && status !== 429 && status !== 503) return false;
  const isBare = !/\blimit|throttl|\btokens\b|频率|速率|quota|\bper (?:second|minute|hour|day)\b/i.test(
    words,
  );
  if (status === 429) return (isBare && headers?.has('retry-after') !== true) || speaksOf('busy', words);
  return (status === null || status >= 500) && speaksOf('busy', words);
}

/** A rate limit can also be too small for one request, however long one waits. */
function isTooLong(facts: Facts): boolean {
  const { words, body } = facts;
  if (
    /context_length_exceeded|exceed_context_size|context_window_exceeded/.test(words) ||
    body.window !== null
  )
    return true;
  if (namesTwoSizes(facts)) return true;
  if (!texts.length.test(words) || !texts.excess.test(words)) return false;
  if (!texts.rate.test(words) && !texts.quota.test(words)) return true;
  const { window, asked } = sizesInWords(words);
  return /too large/i.test(words) && window !== null && asked !== null && asked > window;
}

/** A rejection in any language that counts tokens and names two sizes compares the request's size with the limit. */
function namesTwoSizes({ status, words }: Facts): boolean {
  if (status !== 400 && status !== 422) return false;
  if (!/\btokens?\b/i.test(words) || /max_\w{0,12}tokens/i.test(words)) return false;
  if (texts.rate.test(words) || texts.quota.test(words)) return false;
  const { window, asked } = sizesInWords(words);
  return window !== null && asked !== null;
}

/** A refusal that counts what was sent and names a smaller number that it must be below. */
function comparesInput({ status, words }: Facts): boolean {
  if (status !== null && (status < 400 || status >= 500 || status === 429)) return false;
  if (!/\b(?:inputs?|prompt(?:_tokens)?|max_seq_len|input length)\b/i.test(words)) return false;
  const { window, asked } = sizesInWords(words);
  return window !== null && asked !== null && /must|less than|<=|at most|exceed|longer/i.test(words);
}

/** Failures without a status come from within an answer: a word about the request means that it was rejected. */
function isRefusal(words: string): boolean {
  return /\b(?:must|invalid|not allowed|not permitted|required|unsupported|expected)\b/i.test(words);
}
