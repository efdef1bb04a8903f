import type { Database, RunResult, Statement } from 'better-sqlite3';

/**
 * Has a connection prepare each statement when it is first used: the repositories have some hundred, and preparing all of them is most of
 * what opening a database takes. Only for a database whose schema was compared with the expected one, because a statement that does not
 * fit its tables fails at its first use.
 */
export function prepareLazily(database: Database): void {
  const prepare = database.prepare.bind(database) as (source: string) => Statement;
  Object.defineProperty(database, 'prepare', {
    value: (source: string) => new LazyStatement(database, source, prepare),
  });
}

class LazyStatement implements Statement {
  readonly database: Database;
  readonly source: string;
  readonly #prepare: (source: string) => Statement;
  /** What was chosen before the first use, such as `pluck`. */
  readonly #choices: ((statement: Statement) => Statement)[] = [];
  #prepared: Statement | null = null;

  constructor(database: Database, source: string, prepare: (source: string) => Statement) {
    this.database = database;
    this.source = source;
    this.#prepare = prepare;
  }

  get reader(): boolean {
    return this.#statement().reader;
  }

  get readonly(): boolean {
    return this.#statement().readonly;
  }

  get busy(): boolean {
    return this.#prepared?.busy ?? false;
  }

  run(...parameters: unknown[]): RunResult {
    return this.#statement().run(...parameters);
  }

  get(...parameters: unknown[]): unknown {
    return this.#statement().get(...parameters);
  }

  all(...parameters: unknown[]): unknown[] {
    return this.#statement().all(...parameters);
  }

  iterate(...parameters: unknown[]): IterableIterator<unknown> {
    return this.#statement().iterate(...parameters);
  }

  columns(): ReturnType<Statement['columns']> {
    return this.#statement().columns();
  }

  pluck(isOn = true): this {
    return this.#choose((statement) => statement.pluck(isOn));
  }

  expand(isOn = true): this {
    return this.#choose((statement) => statement.expand(isOn));
  }

  raw(isOn = true): this {
    return this.#choose((statement) => statement.raw(isOn));
  }

  safeIntegers(isOn = true): this {
    return this.#choose((statement) => statement.safeIntegers(isOn));
  }

  bind(...parameters: unknown[]): this {
    return this.#choose((statement) => statement.bind(...parameters));
  }

  #choose(choice: (statement: Statement) => Statement): this {
    if (this.#prepared === null) this.#choices.push(choice);
    else choice(this.#prepared);
    return this;
  }

  #statement(): Statement {
    if (this.#prepared !== null) return this.#prepared;
    const statement = this.#prepare(this.source);
    for (const choice of this.#choices) choice(statement);
    this.#prepared = statement;
    return statement;
  }
}
