import type { ModelStatus } from '../../../../shared/models/model.ts';

/** "llama3.3 · on this machine", "Memory mode · no model connected" */
export function modelLabel({ mode, model, baseUrl, local }: ModelStatus): string {
  if (mode === 'memory') return 'Memory mode · no model connected';
  const place = local ? 'on this machine' : hostOf(baseUrl);
  return [model ?? 'First model offered', place].filter((part) => part !== null).join(' · ');
}

function hostOf(baseUrl: string | null): string | null {
  return baseUrl === null ? null : (URL.parse(baseUrl)?.host ?? null);
}
