import { TuteeError } from '#shared/errors.ts';

/** Several things that are wrong with what was to be made, so that nobody has to mend one to hear of the next. */
export class AggregateFault extends TuteeError {
  readonly faults: readonly TuteeError[];

  /** By itself it is the first of them; `detail` names the others. */
  constructor(first: TuteeError, others: readonly TuteeError[]) {
    const detail = others.map(({ field, message }) =>
      field === undefined ? message : `${field}: ${message}`,
    );
    super(first.code, first.message, { field: first.field, detail: detail.join('\n'), cause: first });
    this.faults = [first, ...others];
  }
}

/** Each fault that an error stands for. */
export function faultsIn(error: TuteeError): readonly TuteeError[] {
  return error instanceof AggregateFault ? error.faults : [error];
}

/** Throws what is wrong, if anything is. */
export function throwFaults(faults: readonly TuteeError[]): void {
  const [first, ...others] = faults;
  if (first === undefined) return;
  throw others.length === 0 ? first : new AggregateFault(first, others);
}

/** Makes every one of several things, also after one was refused; then throws all that was wrong. */
export function collectFaults<Made extends readonly unknown[]>(
  ...makes: { readonly [At in keyof Made]: () => Made[At] }
): Made {
  return mapCollectingFaults(makes, (make) => make()) as unknown as Made;
}

/** The same for each of a list. */
export function mapCollectingFaults<Item, Made>(
  items: readonly Item[],
  make: (item: Item, index: number) => Made,
): readonly Made[] {
  const faults: TuteeError[] = [];
  const made = items.flatMap((item, index) => {
    try {
      return [make(item, index)];
    } catch (thrown) {
      if (!(thrown instanceof TuteeError)) throw thrown;
      faults.push(...faultsIn(thrown));
      return [];
    }
  });
  throwFaults(faults);
  return made;
}
