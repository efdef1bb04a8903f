/** Either the next value, or a pause of this length in ms. */
export type Step<Value> =
  | { readonly type: 'value'; readonly value: Value }
  | { readonly type: 'pause'; readonly ms: number };

/**
 * The values of a source with its pauses: a pause is reported after `firstMs` without a first value, or `betweenMs` without a further one,
 * once for each silence.
 */
export async function* withPauses<Value>(
  source: AsyncIterator<Value>,
  { firstMs, betweenMs }: { readonly firstMs: number; readonly betweenMs: number },
): AsyncGenerator<Step<Value>> {
  let patience = firstMs;
  try {
    for (;;) {
      const next = source.next();
      const began = Date.now();
      if (await isSlow(next, patience)) yield { type: 'pause', ms: Date.now() - began };
      const step = await next;
      if (step.done === true) return;
      yield { type: 'value', value: step.value };
      patience = betweenMs;
    }
  } finally {
    await source.return?.();
  }
}

async function isSlow(next: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const slow = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), ms);
  });
  try {
    return await Promise.race([next.then(() => false), slow]);
  } finally {
    clearTimeout(timer);
  }
}
