import { crc32, deflateRawSync } from 'node:zlib';
import { EqualBytes } from './equal-bytes.ts';

export interface ZipMember {
  readonly name: string;
  readonly content: string | Uint8Array | EqualBytes;
  /** What the archive states as the unpacked size, where it lies. */
  readonly statedBytes?: number;
  /** True: marked as encrypted. */
  readonly locked?: boolean;
}

/** A ZIP archive of these members, deflated. */
export function zipOf(members: readonly ZipMember[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const { name, content, statedBytes, locked = false } of members) {
    const bytes = content instanceof EqualBytes ? content : Buffer.from(content);
    const packed = bytes instanceof EqualBytes ? bytes.deflatedRaw() : deflateRawSync(bytes);
    const named = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(locked ? 0x0801 : 0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(bytes instanceof EqualBytes ? bytes.crc32() : crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(statedBytes ?? bytes.length, 18);
    common.writeUInt16LE(named.length, 22);
    locals.push(Buffer.from([0x50, 0x4b, 3, 4]), common, named, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    centrals.push(Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, rest, named);
    offset += 30 + named.length + packed.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(members.length, 8);
  end.writeUInt16LE(members.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
