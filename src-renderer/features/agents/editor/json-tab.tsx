import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { TeamDraft } from '../../../state/runs/team-drafts.ts';
import { typeJson } from '../../../state/runs/team-drafts.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { CopyButton } from '../../../ui/controls/copy-button.tsx';
import type { Component } from '../component/component-json.ts';
import { partsOf } from '../component/faults.ts';
import { readFault } from '../component/json-fault.ts';
import { lineOf, positionOf } from '../component/json-position.ts';

interface JsonTabProps {
  readonly teamKey: string;
  readonly draft: TeamDraft;
}

function written(component: Component): string {
  return JSON.stringify(component, null, 2);
}

/** The component itself. What is typed is taken as soon as it can be read; faults name their lines. */
export function JsonTab({ teamKey, draft }: JsonTabProps) {
  const { component, unread, faults } = draft;
  const [text, setText] = useState(unread ?? written(component));
  const seen = useRef(component);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // A change from elsewhere, such as an Undo; what was typed here is left as it was typed.
    if (seen.current === component) return;
    seen.current = component;
    setText((current) => (sameJson(current, component) ? current : written(component)));
  }, [component]);
  const fault = unread === null ? null : readFault(text);
  const show = (position: number): void => {
    field.current?.focus();
    field.current?.setSelectionRange(position, text.indexOf('\n', position) + 1 || text.length);
    const lines = lineOf(text, position);
    field.current?.scrollTo({ top: Math.max(0, (lines - 6) * 20) });
  };
  return (
    <div className="json-tab">
      <div className="json-head">
        <p className="form-note">
          The same team as text. Copy it, change it, or paste one that somebody gave you.
        </p>
        <CopyButton text={text} label="Copy the JSON" />
      </div>
      <Textarea
        ref={field}
        aria-label="JSON"
        className="json-field"
        value={text}
        rows={24}
        spellCheck={false}
        autoCapitalize="off"
        aria-invalid={fault !== null || faults.length > 0}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          setText(typed);
          typeJson(teamKey, typed);
        }}
      />
      <div role="alert">
        <ul className="faults" aria-label="Mistakes">
          {fault === null ? null : (
            <li>
              {fault.position === null ? null : (
                <LineButton text={text} position={fault.position} onShow={show} />
              )}
              {fault.message}
            </li>
          )}
          {fault === null
            ? faults.map(({ path, message }) => (
                <li key={`${path} ${message}`}>
                  <LineButton text={text} position={positionOf(text, partsOf(path))} onShow={show} />
                  {message}
                </li>
              ))
            : null}
        </ul>
      </div>
    </div>
  );
}

interface LineButtonProps {
  readonly text: string;
  readonly position: number;
  readonly onShow: (position: number) => void;
}

function LineButton({ text, position, onShow }: LineButtonProps) {
  return (
    <Button small variant="quiet" onClick={() => onShow(position)}>
      Line {lineOf(text, position)}
    </Button>
  );
}

function sameJson(text: string, component: Component): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === JSON.stringify(component);
  } catch {
    return false;
  }
}
