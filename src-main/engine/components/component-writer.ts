import type { TuteeError } from '#shared/errors.ts';
import { Handoff } from '../agents/handoff.ts';
import { throwFaults } from '../run/collect-faults.ts';
import { componentRecordOf } from '../run/component-record.ts';
import { componentFault } from './component.ts';
import type { ComponentModel, ComponentPath } from './component.ts';
import type { ComponentResources } from './component-kinds.ts';

interface WriterOptions {
  readonly resources: ComponentResources;
  /** The component that an object was loaded from; null for others. */
  readonly loadedFrom: (made: object) => ComponentModel | null;
  /** The version and the keys of a provider's config; null for a provider that is not known. */
  readonly configOf: (
    provider: string,
  ) => { readonly version: number; readonly keys: readonly string[] } | null;
}

/** What a component takes from the resources as they are, and never names. */
const WHOLE_RESOURCES = ['userInput', 'approver', 'codeExecutor'] as const;
/** Longest path: more than any component has that can be loaded. */
const DEEPEST = 300;
const NAMED_RESOURCES = ['models', 'tools', 'memories'] as const;

/** Writes what a program built as a component. Continues after a fault, so that all faults are found in one pass. */
export class ComponentWriter {
  readonly #options: WriterOptions;
  readonly #faults: TuteeError[] = [];

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Throws `invalid_input` with the path of each part that cannot be written. */
  write(made: object): ComponentModel {
    const component = this.#component(made, []);
    if (component === null) this.#fault([], `This ${kindOf(made)} cannot be written as a component.`);
    throwFaults(this.#faults);
    return component as ComponentModel;
  }

  #component(made: object, path: ComponentPath): ComponentModel | null {
    const loaded = this.#options.loadedFrom(made);
    if (loaded !== null) return structuredClone(loaded);
    const record = componentRecordOf(made);
    const schema = record === null ? null : this.#options.configOf(record.provider);
    if (record === null || schema === null) return null;
    const config: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(record.config)) {
      const place = [...path, 'config', key];
      if (value === undefined || this.#isWholeResource(key, value, place)) continue;
      if (!schema.keys.includes(key)) {
        this.#fault(place, `A component “${record.provider}” has no “${key}”. Leave it out.`);
        continue;
      }
      const written = this.#value(value, place);
      if (written !== undefined) config[key] = written;
    }
    return { provider: record.provider, version: schema.version, config };
  }

  /** Whether the key stays out of the component, because whoever loads it brings the part. */
  #isWholeResource(key: string, value: unknown, path: ComponentPath): boolean {
    const resource = WHOLE_RESOURCES.find((name) => name === key);
    if (resource === undefined) return false;
    if (this.#options.resources[resource] !== value)
      this.#fault(path, `Give it to dump as resources.${key}: a component does not contain it.`);
    return true;
  }

  #value(value: unknown, path: ComponentPath): unknown {
    if (typeof value === 'function')
      return this.#fault(path, 'A function cannot be written. Leave it out, or give data.');
    if (typeof value !== 'object' || value === null) return value;
    if (path.length > DEEPEST) return this.#fault(path, 'This is nested too deeply, or contains itself.');
    if (Array.isArray(value)) return value.map((item, at) => this.#value(item, [...path, at]));
    const name = this.#resourceName(value);
    if (name !== null) return name;
    const component = this.#component(value, path);
    if (component !== null) return component;
    if (value instanceof Handoff) {
      const { target, description, name: tool, message } = value;
      return { target, description, name: tool, message };
    }
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return this.#fault(path, missing(value));
    const written = Object.entries(value).map(
      ([key, inside]) => [key, this.#value(inside, [...path, key])] as const,
    );
    return Object.fromEntries(written.filter(([, inside]) => inside !== undefined));
  }

  #resourceName(value: object): string | null {
    for (const group of NAMED_RESOURCES) {
      const all: Readonly<Record<string, unknown>> = this.#options.resources[group] ?? {};
      const found = Object.entries(all).find(([, resource]) => resource === value);
      if (found !== undefined) return found[0];
    }
    return null;
  }

  #fault(path: ComponentPath, message: string): undefined {
    this.#faults.push(componentFault(path, message));
    return undefined;
  }
}

/** What the program has to do about a part that is neither data nor a component. */
function missing(part: object): string {
  const kind = kindOf(part);
  const group = { model: 'models', tool: 'tools', memory: 'memories' }[kind];
  if (group === undefined) return 'This part cannot be written as a component.';
  return `This ${kind} has no name. Give it to dump in resources.${group}: a component names it.`;
}

function kindOf(part: object): string {
  const has = (method: string) => typeof Reflect.get(part, method) === 'function';
  if (has('stream')) return 'model';
  if (has('call')) return 'tool';
  if (has('query')) return 'memory';
  return 'part';
}
