/** Reads LoCoMo: long two-person chats with questions whose evidence is turns. */
import { join } from 'node:path';
import * as z from 'zod';
import { readJson } from './read-json.ts';

export interface LocomoTurn {
  readonly id: string;
  /** Number of the session. */
  readonly session: string;
  readonly speaker: string;
  readonly text: string;
}

export interface LocomoQuestion {
  readonly question: string;
  readonly evidence: ReadonlySet<string>;
  /** multi-hop, temporal, open-domain, single-hop or adversarial */
  readonly category: string;
}

export interface LocomoConversation {
  readonly turns: readonly LocomoTurn[];
  /** Questions with at least one evidence turn in the conversation. */
  readonly questions: readonly LocomoQuestion[];
}

const categories = ['multi-hop', 'temporal', 'open-domain', 'single-hop', 'adversarial'];

const turnSchema = z.object({
  speaker: z.string(),
  dia_id: z.string(),
  text: z.string(),
  blip_caption: z.string().optional(),
});
const conversationSchema = z.object({
  conversation: z.record(z.string(), z.unknown()),
  qa: z.array(
    z.object({ question: z.string(), evidence: z.array(z.string()).default([]), category: z.int() }),
  ),
});

export function readLocomo(dataDir: string): LocomoConversation[] {
  const data = z.array(conversationSchema).parse(readJson(join(dataDir, 'locomo.json')));
  return data.map(({ conversation, qa }) => {
    const turns = turnsOf(conversation);
    const known = new Set(turns.map(({ id }) => id));
    const questions = qa.map(({ question, evidence, category }) => ({
      question,
      evidence: new Set(evidence.flatMap(evidenceIds).filter((id) => known.has(id))),
      category: categories[category - 1] ?? `category ${category}`,
    }));
    return { turns, questions: questions.filter((one) => one.evidence.size > 0) };
  });
}

/** Turns of all sessions in order; a picture's caption is part of its turn's text. */
function turnsOf(conversation: Readonly<Record<string, unknown>>): LocomoTurn[] {
  const sessions = Object.keys(conversation)
    .filter((key) => /^session_\d+$/.test(key))
    .sort((a, b) => Number(a.slice(8)) - Number(b.slice(8)));
  return sessions.flatMap((key) =>
    z
      .array(turnSchema)
      .parse(conversation[key])
      .map(({ dia_id, speaker, text, blip_caption }) => ({
        id: normalId(dia_id),
        session: key,
        speaker,
        text: blip_caption === undefined ? text : `${text} [shares ${blip_caption}]`,
      })),
  );
}

/** Parses "D1:03", "D:1:3; D2:4" and the like into "1:3", "2:4". */
export function evidenceIds(evidence: string): string[] {
  return Array.from(evidence.matchAll(/D:?(\d+):0*(\d+)/g), ([, session, turn]) => `${session}:${turn}`);
}

function normalId(id: string): string {
  return evidenceIds(id)[0] ?? id;
}
