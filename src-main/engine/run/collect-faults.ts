import { TuteeError } from '#shared/errors.ts';

/** Several validation faults of one value, so that all can be corrected at once. */
export class AggregateFault extends TuteeError {
  readonly faults: readonly TuteeError[];

  /** Code, message and field are those of the first fault; `detail` lists the others. */
  constructor(first: TuteeError, others: readonly TuteeError[]) {
    const detail = others.map(({ field, message }) =>
      field === undefined ? message : `${field}: ${message}`,
    );
    super(first.code, first.message, { field: first.field, detail: detail.join('\n'), cause: first });
    this.faults = [first, ...others];
  }
}

/** The faults in an error: several for an AggregateFault, else the error itself. */
export function faultsIn(error: TuteeError): readonly TuteeError[] {
  return error instanceof AggregateFault ? error.faults : [error];
}

/** Throws the faults, if there are any: one as it is, several as an AggregateFault. */
export function throwFaults(faults: readonly TuteeError[]): void {
  const [first, ...others] = faults;
  if (first === undefined) return;
  throw others.length === 0 ? first : new AggregateFault(first, others);
}

/** Calls all functions, even after one has thrown a fault. Returns their results, or throws all faults. */
export function collectFaults<Made extends readonly unknown[]>(
  ...makes: { readonly [At in keyof Made]: () => Made[At] }
): Made {
  return mapCollectingFaults(makes, (make) => make()) as unknown as Made;
}

/** Like `collectFaults`, for each item of a list. */
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
