import type { ModelStatus } from '../../../../shared/models/model.ts';
import { t } from '../../../language/translate.ts';

/** "llama3.3 · on this machine", "gpt-5 · api.openai.com · last request failed", "Memory mode · no model connected" */
export function modelLabel(status: ModelStatus): string {
  const { mode, model, baseUrl, local } = status;
  if (mode === 'memory') return t('Memory mode · no model connected');
  const place = local ? t('on this machine') : hostOf(baseUrl);
  const failed = reachOf(status) === 'failed' ? t('last request failed') : null;
  return [model ?? t('First model offered'), place, failed].filter((part) => part !== null).join(' · ');
}

/** What the dot beside it shows: green only for what answered. A scripted model needs no server. */
export function reachOf({
  mode,
  provider,
  providers,
}: ModelStatus): 'memory' | 'unasked' | 'reached' | 'failed' {
  if (mode === 'memory') return 'memory';
  if (provider === undefined) return 'reached';
  const reached = providers?.find((state) => state.provider === provider)?.reached ?? null;
  if (reached === null) return 'unasked';
  return reached ? 'reached' : 'failed';
}

function hostOf(baseUrl: string | null): string | null {
  return baseUrl === null ? null : (URL.parse(baseUrl)?.host ?? null);
}
