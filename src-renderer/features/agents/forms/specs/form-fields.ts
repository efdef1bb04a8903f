/**
 * Form definitions for each kind of agent, team, termination condition and context: which config keys they show, and
 * how. All other keys are kept and edited as JSON.
 */
import type { JsonObject } from '../../component/component-json.ts';

interface FieldBase {
  /** The key in the config. */
  readonly key: string;
  readonly label: string;
  readonly help?: string;
  /** Shown under "More". */
  readonly advanced?: boolean;
}

export type Field =
  | (FieldBase & { readonly type: 'text'; readonly placeholder?: string })
  | (FieldBase & { readonly type: 'long'; readonly rows: number; readonly placeholder?: string })
  | (FieldBase & { readonly type: 'number'; readonly min: number; readonly placeholder?: string })
  | (FieldBase & { readonly type: 'flag'; readonly defaultValue: boolean })
  | (FieldBase & {
      readonly type: 'choice';
      readonly options: readonly (readonly [string, string])[];
      readonly defaultValue: string;
    })
  | (FieldBase & { readonly type: 'model'; readonly optional: boolean })
  | (FieldBase & {
      readonly type: 'tools' | 'memory' | 'team-memory' | 'members' | 'others' | 'edges';
    })
  | (FieldBase & { readonly type: 'parameters' })
  | (FieldBase & { readonly type: 'rules' })
  | (FieldBase & { readonly type: 'trigger' })
  | (FieldBase & { readonly type: 'filter' })
  /** `alone`: the wrapping agent itself may open the chat, without a sender. */
  | (FieldBase & { readonly type: 'chats'; readonly alone: boolean })
  /** The limits of a run; only on the root component. */
  | (FieldBase & { readonly type: 'budget' })
  | (FieldBase & { readonly type: 'termination' | 'context' });

export interface Form {
  /** The kind as shown to the user, for example "Assistant". */
  readonly label: string;
  readonly about: string;
  readonly fields: readonly Field[];
  /** The component has no name of its own. */
  readonly nameless?: true;
  /** The config of a new component. */
  readonly initialConfig: JsonObject;
}
