/** The labelled sentences as the classifier sees them: those of sentences/, and of the messages in ../message-acts those that say the same. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { leadFeatures } from '../../src-main/teachability/capture/understand/leads/lead-features.ts';
import { leads } from '../../src-main/teachability/capture/understand/leads/lead.ts';
import type { Lead } from '../../src-main/teachability/capture/understand/leads/lead.ts';
import type { Act } from '../../src-main/teachability/capture/understand/acts/act.ts';
import { segmentsOf } from '../../src-main/teachability/capture/understand/segments.ts';
import type { Labelled } from '../message-acts/head.ts';
import { writtenMessages } from '../message-acts/labelled-messages.ts';

export interface Example extends Labelled {
  readonly text: string;
  readonly lang: string;
  /** False for those of ../message-acts. */
  readonly written: boolean;
}

/** Those written for this are few beside those of ../message-acts, and count so many times. */
const WEIGHT = 2;

/** What an act says of the text beside it; the others say nothing. */
const ofAct: Partial<Record<Act, Lead>> = {
  work_on_text: 'needs_text',
  request: 'stands_alone',
  teach: 'opens_own',
  order: 'opens_own',
  tell: 'opens_own',
  correct: 'opens_own',
  cancel: 'opens_own',
  forget: 'opens_own',
  chat: 'opens_own',
  material: 'is_text',
};

export function examples(): Example[] {
  const own = written();
  return [...Array.from({ length: WEIGHT }, () => own).flat(), ...ofActs()];
}

function written(): Example[] {
  const folder = join(import.meta.dirname, 'sentences');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      let label = 0;
      const lines = readFileSync(join(folder, name), 'utf8').split('\n');
      return lines.flatMap((line) => {
        const heading = /^# (\w+)$/u.exec(line)?.[1];
        if (heading !== undefined) label = leads.indexOf(heading as Lead);
        if (heading !== undefined || line.trim() === '') return [];
        return [example(line, label, name.replace('.txt', ''), true)];
      });
    });
}

/** Of each lead no more are taken from there, spread over its messages. */
const MOST_OF_LEAD = 500;

function ofActs(): Example[] {
  const all = fromActs();
  return leads.flatMap((_, label) => {
    const some = all.filter((one) => one.label === label);
    const step = Math.max(1, Math.floor(some.length / MOST_OF_LEAD));
    return some.filter((_one, at) => at % step === 0);
  });
}

function fromActs(): Example[] {
  return writtenMessages().flatMap(({ lang, parts }) =>
    parts.flatMap(({ text, act }) => {
      const lead = ofAct[act];
      const label = lead === undefined ? -1 : leads.indexOf(lead);
      return label < 0
        ? []
        : segmentsOf(text.split('\n'), () => false).map((segment) =>
            example(segment.text, label, lang, false),
          );
    }),
  );
}

function example(text: string, label: number, lang: string, isWritten: boolean): Example {
  return { text, label, lang, features: leadFeatures(text), written: isWritten };
}
