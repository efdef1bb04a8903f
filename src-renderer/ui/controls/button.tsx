import { Tooltip } from '@mantine/core';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import './button.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** primary: the main action of a view. plain: other actions. quiet: no border. danger: destructive. */
  readonly variant?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly small?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({ variant = 'plain', small = false, className = '', ...rest }: ButtonProps) {
  const classes = `button button-${variant} ${small ? 'button-small' : ''} ${className}`;
  return <button type="button" className={classes} {...rest} />;
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The accessible name, also shown as a tooltip. */
  readonly label: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, className = '', ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label}>
      <button type="button" aria-label={label} className={`icon-button ${className}`} {...rest} />
    </Tooltip>
  );
}
