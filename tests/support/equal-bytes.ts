import { constants, crc32, deflateRawSync } from 'node:zlib';

const PIECE = 1_000_000;
const ADLER_MODULUS = 65_521n;

/** Content of one character many times over, for files that unpack to far more than they are. It is compressed without being built. */
export class EqualBytes {
  readonly length: number;
  readonly #character: string;

  constructor(character: string, length: number) {
    this.#character = character;
    this.length = length;
  }

  /** A raw deflate stream: one compressed piece, repeated. */
  deflatedRaw(): Buffer {
    const piece = deflateRawSync(this.#bytes(PIECE), { finishFlush: constants.Z_FULL_FLUSH });
    const pieces = Array.from({ length: Math.floor(this.length / PIECE) }, () => piece);
    return Buffer.concat([...pieces, deflateRawSync(this.#bytes(this.length % PIECE))]);
  }

  /** The same with the header and checksum of zlib. */
  deflated(): Buffer {
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32BE(this.#adler32());
    return Buffer.concat([Buffer.from([0x78, 0x9c]), this.deflatedRaw(), checksum]);
  }

  crc32(): number {
    const piece = this.#bytes(PIECE);
    let sum = 0;
    for (let at = 0; at < this.length; at += PIECE)
      sum = crc32(piece.subarray(0, Math.min(PIECE, this.length - at)), sum);
    return sum;
  }

  #bytes(length: number): Buffer {
    return Buffer.alloc(length, this.#character);
  }

  /** By its formula for bytes that are all equal. */
  #adler32(): number {
    const count = BigInt(this.length);
    const byte = BigInt(this.#character.charCodeAt(0));
    const low = (1n + count * byte) % ADLER_MODULUS;
    const high = (count + (byte * count * (count + 1n)) / 2n) % ADLER_MODULUS;
    return Number(high * 65_536n + low);
  }
}
