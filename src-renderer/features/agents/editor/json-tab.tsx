import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { TeamDraft } from '../../../state/runs/team-drafts-store.ts';
import { setJson } from '../../../state/runs/team-drafts-store.ts';
import { Button } from '../../../ui/controls/button.tsx';
import { CopyButton } from '../../../ui/controls/copy-button.tsx';
import type { Component } from '../component/component-json.ts';
import { parsePath } from '../component/faults.ts';
import { findJsonFault } from '../component/json-syntax.ts';
import { lineOf, positionOf } from '../component/json-position.ts';
import { t } from '../../../language/translate.ts';

interface JsonTabProps {
  readonly teamKey: string;
  readonly draft: TeamDraft;
}

function formatJson(component: Component): string {
  return JSON.stringify(component, null, 2);
}

/** The component as text. Edits apply as soon as the text parses; faults link to their lines. */
export function JsonTab({ teamKey, draft }: JsonTabProps) {
  const { component, invalidJson, faults } = draft;
  const [text, setText] = useState(invalidJson ?? formatJson(component));
  const seen = useRef(component);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    // The component changed elsewhere, for example by an Undo. Otherwise the text stays as the user typed it.
    if (seen.current === component) return;
    seen.current = component;
    setText((current) => (sameJson(current, component) ? current : formatJson(component)));
  }, [component]);
  const fault = invalidJson === null ? null : findJsonFault(text);
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
          {t('The same team as text. Copy it, change it, or paste one that somebody gave you.')}
        </p>
        <CopyButton text={text} label={t('Copy the JSON')} />
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
          setJson(teamKey, typed);
        }}
      />
      <div role="alert">
        <ul className="faults" aria-label={t('Mistakes')}>
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
                  <LineButton text={text} position={positionOf(text, parsePath(path))} onShow={show} />
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
      {t('Line {{line}}', { line: String(lineOf(text, position)) })}
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
