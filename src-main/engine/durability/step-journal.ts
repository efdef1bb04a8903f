import type { RunJournal, StepKind } from '../ports.ts';
import type { Step } from './run-log.ts';

interface OpenStep extends Step {
  /** Recorded by an earlier process or segment, and not used yet. */
  usable: boolean;
  readonly earlier: boolean;
}

/** Shared by all parts of a run. */
interface Root {
  /** Steps that the saved state does not contain. */
  open: OpenStep[];
  nextId: number;
  readonly append: (step: Step) => void | Promise<void>;
}

/** The journal of one part of a run; `within` gives the journals of its parts. */
export class StepJournal implements RunJournal {
  readonly #root: Root;
  readonly #path: readonly string[];

  private constructor(root: Root, path: readonly string[]) {
    this.#root = root;
    this.#path = path;
  }

  /** @param open steps of an earlier segment that the state does not contain. @param append stores a step; the run waits for it. */
  static start(
    open: readonly Step[],
    nextId: number,
    append: (step: Step) => void | Promise<void>,
  ): StepJournal {
    const steps = open.map((step) => ({ ...step, usable: true, earlier: true }));
    return new StepJournal({ open: steps, nextId, append }, []);
  }

  /** Ids of the steps that a checkpoint of the state now does not contain. */
  get openIds(): number[] {
    return this.#root.open.map(({ id }) => id);
  }

  /** Those steps, oldest first. */
  get open(): Step[] {
    return this.#root.open.map(({ usable: _usable, earlier: _earlier, ...step }) => step);
  }

  /** The id of the next step. */
  get nextId(): number {
    return this.#root.nextId;
  }

  within(part: string): StepJournal {
    return new StepJournal(this.#root, [...this.#path, part]);
  }

  take(kind: StepKind, key: string): unknown {
    const step = this.#root.open.find((one) => one.usable && this.#isHere(one, kind, key));
    if (step === undefined) return null;
    step.usable = false;
    return step.value;
  }

  earlier(kind: StepKind, key: string): number {
    return this.#root.open.filter((one) => one.earlier && this.#isHere(one, kind, key)).length;
  }

  async record(kind: StepKind, key: string, value: unknown): Promise<void> {
    const root = this.#root;
    const plain = structuredClone(value) as Step['value'];
    const step: Step = { type: 'step', id: root.nextId, path: [...this.#path], kind, key, value: plain };
    root.nextId += 1;
    root.open.push({ ...step, usable: false, earlier: false });
    await root.append(step);
  }

  settle(kinds?: readonly StepKind[]): void {
    this.#root.open = this.#root.open.filter(
      (step) => !this.#contains(step) || (kinds !== undefined && (step.usable || !kinds.includes(step.kind))),
    );
  }

  #isHere(step: Step, kind: StepKind, key: string): boolean {
    return (
      step.kind === kind && step.key === key && step.path.length === this.#path.length && this.#contains(step)
    );
  }

  #contains({ path }: Step): boolean {
    return this.#path.every((part, at) => path[at] === part);
  }
}
