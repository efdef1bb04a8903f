import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalizedText, textKey } from '#main/store/memories/text-key.ts';
import { unpackedPath } from '#main/store/database/unpacked-path.ts';
import { uuid7 } from '#main/store/database/uuid7.ts';
import { blobVector, vectorBlob } from '#main/store/vectors/vector-blob.ts';
import { idSchema } from '#shared/text.ts';

describe('unpackedPath', () => {
  it('points beside the archive on every platform', () => {
    expect(unpackedPath('/opt/Tutee/resources/app.asar/node_modules/x/vec0.so')).toBe(
      '/opt/Tutee/resources/app.asar.unpacked/node_modules/x/vec0.so',
    );
    expect(unpackedPath('C:\\Tutee\\resources\\app.asar\\node_modules\\x\\vec0.dll')).toBe(
      'C:\\Tutee\\resources\\app.asar.unpacked\\node_modules\\x\\vec0.dll',
    );
  });

  it('does not change other paths, including unpacked ones', () => {
    for (const path of [
      '/home/me/tutee/node_modules/x/vec0.so',
      '/x/app.asar.unpacked/vec0.so',
      '/x/myapp.asar',
    ]) {
      expect(unpackedPath(path)).toBe(path);
    }
  });
});

describe('uuid7', () => {
  it('creates valid ids that sort by creation, also when the clock is set back', () => {
    const times = [
      ...Array.from({ length: 5_000 }, () => 1_800_000_000_000),
      1_700_000_000_000,
      1_800_000_000_001,
    ];
    const ids = times.map((time) => uuid7(time));
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(idSchema.safeParse(id).success).toBe(true);
    expect(ids[0]?.[14]).toBe('7');
    expect('89ab').toContain(ids[0]?.[19]);
  });

  it('starts with the time', () => {
    const time = 2_000_000_000_000;
    expect(Number.parseInt(uuid7(time).replaceAll('-', '').slice(0, 12), 16)).toBe(time);
  });
});

describe('textKey', () => {
  it('ignores only case, white space and closing punctuation', () => {
    const key = textKey('My name is Ada').toString('hex');
    for (const same of ['my name is ada.', ' My  name\nis ADA!! ', 'My name is Ada …']) {
      expect(textKey(same).toString('hex')).toBe(key);
    }
    for (const other of ['My name is Adam', 'My name, is Ada', 'Is my name Ada']) {
      expect(textKey(other).toString('hex')).not.toBe(key);
    }
    expect(normalizedText('STRASSE')).toBe(normalizedText('straße'));
  });
});

const vectors = fc
  .array(fc.float({ noNaN: true, min: -1, max: 1 }), { minLength: 3, maxLength: 40 })
  .map((parts) => Float32Array.from(parts));

describe('vectors', () => {
  it('survive a round trip through a blob', () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        const padded = Buffer.concat([Buffer.from([1]), vectorBlob(vector)]).subarray(1);
        expect(blobVector(padded)).toEqual(vector);
      }),
    );
  });
});
