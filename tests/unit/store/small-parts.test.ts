import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarseBitCount, coarseBits } from '#main/store/coarse-bits.ts';
import { plainText, textKey } from '#main/store/text-key.ts';
import { unpackedPath } from '#main/store/unpacked-path.ts';
import { uuid7 } from '#main/store/uuid7.ts';
import { blobVector, cosine, vectorBlob } from '#main/store/vector-blob.ts';
import { idSchema } from '#shared/text.ts';

describe('unpackedPath', () => {
  it('points beside the archive, on every system', () => {
    expect(unpackedPath('/opt/Tutee/resources/app.asar/node_modules/x/vec0.so')).toBe(
      '/opt/Tutee/resources/app.asar.unpacked/node_modules/x/vec0.so',
    );
    expect(unpackedPath('C:\\Tutee\\resources\\app.asar\\node_modules\\x\\vec0.dll')).toBe(
      'C:\\Tutee\\resources\\app.asar.unpacked\\node_modules\\x\\vec0.dll',
    );
  });

  it('leaves other paths alone, also unpacked ones', () => {
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
  it('makes identifiers of the contract that sort as they were made, also when the clock steps back', () => {
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

  it('begins with the time', () => {
    const time = 2_000_000_000_000;
    expect(Number.parseInt(uuid7(time).replaceAll('-', '').slice(0, 12), 16)).toBe(time);
  });
});

describe('textKey', () => {
  it('is the same but for case, spacing and closing punctuation', () => {
    const key = textKey('My name is Ada').toString('hex');
    for (const same of ['my name is ada.', ' My  name\nis ADA!! ', 'My name is Ada …']) {
      expect(textKey(same).toString('hex')).toBe(key);
    }
    for (const other of ['My name is Adam', 'My name, is Ada', 'Is my name Ada']) {
      expect(textKey(other).toString('hex')).not.toBe(key);
    }
    expect(plainText('STRASSE')).toBe(plainText('straße'));
  });
});

const vectors = fc
  .array(fc.float({ noNaN: true, min: -1, max: 1 }), { minLength: 3, maxLength: 40 })
  .map((parts) => Float32Array.from(parts));

describe('vectors', () => {
  it('come back from a blob as they were', () => {
    fc.assert(
      fc.property(vectors, (vector) => {
        const padded = Buffer.concat([Buffer.from([1]), vectorBlob(vector)]).subarray(1);
        expect(blobVector(padded)).toEqual(vector);
      }),
    );
  });

  it('have cosine 1 with themselves, -1 with their opposite, 0 with nothing', () => {
    const vector = Float32Array.of(0.5, -0.25, 3);
    expect(cosine(vector, vector)).toBeCloseTo(1);
    expect(
      cosine(
        vector,
        vector.map((part) => -part),
      ),
    ).toBeCloseTo(-1);
    expect(cosine(vector, new Float32Array(3))).toBe(0);
  });
});

const differing = (a: Buffer, b: Buffer) => {
  let count = 0;
  a.forEach((byte, index) => {
    for (let bits = byte ^ (b[index] ?? 0); bits > 0; bits &= bits - 1) count += 1;
  });
  return count;
};

const sparse = (...at: number[]) => {
  const vector = new Float32Array(384);
  for (const index of at) vector[index] = index % 2 === 0 ? 1 : -1;
  return vector;
};

/** The two rounds of signs and Walsh-Hadamard, number by number. */
function plainBits(vector: readonly number[]): number[] {
  const size = coarseBitCount(vector.length);
  let state = 0x9e3779b9;
  const sign = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state & 0x10000) === 0 ? -1 : 1;
  };
  let values = Array.from({ length: size }, (_, index) => vector[index] ?? 0);
  for (let round = 0; round < 2; round += 1) {
    values = values.map((value) => value * sign());
    for (let half = 1; half < size; half *= 2)
      values = values.map((value, index) => {
        const other = values[index ^ half] ?? 0;
        return Math.fround((index & half) === 0 ? value + other : other - value);
      });
  }
  const bytes = Array.from({ length: size / 8 }, () => 0);
  for (const [index, value] of values.entries())
    if (value > 0) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (1 << (index & 7));
  return bytes;
}

describe('coarseBits', () => {
  it('has a power of two of bits', () => {
    expect([1, 64, 65, 384, 512, 1536].map(coarseBitCount)).toEqual([64, 64, 128, 512, 512, 2048]);
    expect(coarseBits(new Float32Array(384)).length).toBe(64);
  });

  it('differs in as many bits as the angle between two vectors says, also when they are mostly zeros', () => {
    const a = sparse(1, 20, 33, 101, 200, 301);
    for (const b of [
      sparse(1, 20, 33, 101, 200, 302),
      sparse(1, 20, 33, 102, 201, 302),
      sparse(2, 21, 34, 102, 201, 302),
    ]) {
      const angle = Math.acos(cosine(a, b)) / Math.PI;
      expect(Math.abs(differing(coarseBits(a), coarseBits(b)) / 512 - angle)).toBeLessThan(0.08);
    }
  });

  it('is what plain arithmetic gives, for a vector of any length', () => {
    const part = fc.oneof(fc.float({ noNaN: true, min: -100, max: 100 }), fc.constantFrom(0, -0, 1e-30));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 300 }), (parts) => {
        expect([...coarseBits(Float32Array.from(parts))]).toEqual(plainBits(parts));
      }),
    );
  });

  it('never changes: it is stored', () => {
    const vector = Float32Array.from({ length: 48 }, (_, index) => Math.sin(index + 1));
    expect(coarseBits(vector).toString('hex')).toMatchInlineSnapshot(`"bbe8f25efbca6913"`);
  });
});
