import type { ComponentType } from 'react';
import type { Component, Json, Path } from '../../component/component-json.ts';
import type { Field } from '../specs/form-fields.ts';

/**
 * Renders all fields of a component. Passed down to fields that hold components, because importing it there would be
 * a circular import.
 */
export type AllFields = ComponentType<{ readonly component: Component; readonly path: Path }>;

export interface FieldProps {
  readonly field: Field;
  /** The component whose config holds the field, and its path. */
  readonly component: Component;
  readonly path: Path;
}

export interface ValueFieldProps<Type extends Field['type']> {
  readonly field: Extract<Field, { readonly type: Type }>;
  /** The path of the value. */
  readonly valuePath: Path;
  readonly value: Json | undefined;
}

/** Props of a field that holds a component. */
export interface PartFieldProps {
  readonly label: string;
  readonly valuePath: Path;
  readonly value: Json | undefined;
  readonly Fields: AllFields;
}
