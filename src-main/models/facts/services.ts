/** Services whose prices are known, by host, with their names in the source of the table. */
const hosts: readonly (readonly [service: string, host: RegExp])[] = [
  ['openai', /^(?:[a-z]{2}\.)?api\.openai\.com$/],
  ['anthropic', /^api\.anthropic\.com$/],
  ['gemini', /^generativelanguage\.googleapis\.com$/],
  ['mistral', /^api\.mistral\.ai$/],
  ['deepseek', /^api\.deepseek\.com$/],
  ['groq', /^api\.groq\.com$/],
  ['xai', /^api\.x\.ai$/],
  ['azure', /\.openai\.azure\.com$/],
  ['azure_ai', /\.services\.ai\.azure\.com$/],
  ['together_ai', /^api\.together\.(?:xyz|ai)$/],
  ['fireworks_ai', /^api\.fireworks\.ai$/],
  ['deepinfra', /^api\.deepinfra\.com$/],
  ['cerebras', /^api\.cerebras\.ai$/],
  ['moonshot', /^api\.moonshot\.(?:ai|cn)$/],
  ['zai', /^api\.z\.ai$/],
  ['minimax', /^api\.minimax\.io$/],
  ['sambanova', /^api\.sambanova\.ai$/],
  ['novita', /^api\.novita\.ai$/],
  ['nebius', /^api\.(?:studio|tokenfactory)\.nebius\.(?:ai|com)$/],
  ['hyperbolic', /^api\.hyperbolic\.xyz$/],
  ['perplexity', /^api\.perplexity\.ai$/],
  ['dashscope', /^dashscope(?:-intl)?\.aliyuncs\.com$/],
  ['vercel_ai_gateway', /^ai-gateway\.vercel\.sh$/],
];

export const services: ReadonlySet<string> = new Set(hosts.map(([service]) => service));

/** The service at an address; null: unknown, or a program. */
export function serviceAt(baseUrl: string): string | null {
  const host = URL.parse(baseUrl)?.hostname ?? '';
  return hosts.find(([, pattern]) => pattern.test(host))?.[0] ?? null;
}
