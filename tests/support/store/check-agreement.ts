import type { Database } from 'better-sqlite3';
import { expect } from 'vitest';
import { memorySelect, toMemory, valueOf } from '#main/store/memories/memory-row.ts';
import type { MemoryRow } from '#main/store/memories/memory-row.ts';
import { segmentWords } from '#main/store/memories/segment-words.ts';
import { textKey } from '#main/store/memories/text-key.ts';
import { blobVector } from '#main/store/vectors/vector-blob.ts';

/**
 * Fails if the data of any memory is inconsistent: row, units, words, vectors and history must agree. Vectors may be missing (they can
 * follow later) unless `embedder` names one that must have a vector of every unit.
 */
export function checkAgreement(database: Database, embedder?: string): void {
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(database.pragma('foreign_key_check')).toEqual([]);
  checkUnits(database);
  checkWords(database);
  checkVectors(database);
  checkHistory(database);
  if (embedder !== undefined) checkNoneMissing(database, embedder);
}

function checkUnits(database: Database): void {
  const units = database
    .prepare<[], { memory_id: number; ordinals: string }>(
      `SELECT m.id AS memory_id, (SELECT json_group_array(u.ordinal ORDER BY u.ordinal) FROM memory_units u
       WHERE u.memory_id = m.id) AS ordinals FROM memories m`,
    )
    .all();
  for (const { ordinals } of units) {
    const found = JSON.parse(ordinals) as number[];
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(found.map((_, index) => index));
  }
  const texts = database
    .prepare<[], { text: string; words: string | null }>('SELECT text, words FROM memory_units')
    .all();
  for (const { text, words } of texts) expect(words ?? text).toBe(segmentWords(text));
}

/** FTS5 compares its index with the words of every unit, and throws if they differ. */
function checkWords(database: Database): void {
  database.exec(`INSERT INTO memory_words (memory_words, rank) VALUES ('integrity-check', 1)`);
  const indexed = database.prepare('SELECT rowid FROM memory_words ORDER BY rowid').pluck().all();
  expect(indexed).toEqual(database.prepare('SELECT id FROM memory_units ORDER BY id').pluck().all());
}

function checkVectors(database: Database): void {
  const embedders = database
    .prepare<[], { id: number; dimensions: number }>('SELECT id, dimensions FROM embedders')
    .all();
  for (const { id, dimensions } of embedders) {
    const exact = database
      .prepare<[number], { unit_id: number; vector: Buffer; status: string; scope: string }>(
        `SELECT v.unit_id, v.vector, m.status, coalesce(m.scope_id, '') AS scope FROM unit_vectors v JOIN memory_units u ON u.id = v.unit_id
         JOIN memories m ON m.id = u.memory_id WHERE v.embedder_id = ? ORDER BY v.unit_id`,
      )
      .all(id);
    for (const { vector } of exact) expect(vector.length).toBe(dimensions * 4);
    const searchable = exact.filter((row) => row.status === 'active');
    const quantized = database
      .prepare<[], { rowid: number; scope: string; bits: Buffer }>(
        `SELECT rowid, scope, bits FROM vectors_${id} ORDER BY rowid`,
      )
      .all();
    expect(quantized.map((row) => [row.rowid, row.scope, row.bits.toString('hex')])).toEqual(
      searchable.map((row) => [row.unit_id, row.scope, signBits(blobVector(row.vector)).toString('hex')]),
    );
  }
}

/** One bit for each dimension, in whole bytes, lowest bit first: set if the component is positive. */
function signBits(vector: Float32Array): Buffer {
  const bits = Buffer.alloc(Math.ceil(vector.length / 8));
  for (const [index, part] of vector.entries())
    if (part > 0) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
  return bits;
}

interface LastEvent {
  readonly after: string;
  readonly superseded_after: number | null;
}

function checkHistory(database: Database): void {
  const rows = database
    .prepare<[], MemoryRow & { text_key: Buffer }>(
      memorySelect.replace('SELECT m.id,', 'SELECT m.text_key, m.id,'),
    )
    .all();
  const last = database.prepare<[number], LastEvent>(
    'SELECT after, superseded_after FROM memory_events WHERE memory_id = ? ORDER BY seq DESC LIMIT 1',
  );
  const confirmations = database
    .prepare<[number], number>('SELECT sum(confirmations) FROM memory_events WHERE memory_id = ?')
    .pluck();
  for (const row of rows) {
    const event = last.get(row.id);
    expect(event?.after).toBe(JSON.stringify(valueOf(toMemory(row))));
    expect(event?.superseded_after).toBe(row.superseded_row);
    expect(confirmations.get(row.id)).toBe(row.confirm_count);
    expect(row.text_key.equals(textKey(row.text))).toBe(true);
  }
}

function checkNoneMissing(database: Database, embedder: string): void {
  const missing = database
    .prepare<[string], number>(
      `SELECT count(*) FROM memory_units u WHERE NOT EXISTS (SELECT 1 FROM unit_vectors v
       JOIN embedders e ON e.id = v.embedder_id WHERE e.key = ? AND v.unit_id = u.id)`,
    )
    .pluck()
    .get(embedder);
  expect(missing).toBe(0);
}
