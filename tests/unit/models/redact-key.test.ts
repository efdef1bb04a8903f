import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactKey } from '#main/models/server/redact-key.ts';

describe('redactKey', () => {
  it('removes the key in every encoding', () => {
    const key = 'ab"c/d+e';
    const echoes = `${key} ${encodeURIComponent(key)} ${JSON.stringify(key)}`;
    expect(redactKey(`Bad key ${echoes}.`, key)).toBe('Bad key [key] [key] "[key]".');
  });

  it('removes what looks like a key, complete or in part', () => {
    expect(redactKey('Incorrect API key provided: sk-proj-ab**********yz12.', null)).not.toMatch(/ab\*|yz12/);
    expect(redactKey('authorization: Bearer abc.def', null)).toBe('authorization: Bearer [key]');
  });

  it('does not change other words', () => {
    const text = 'model "llama3.2" not found, try pulling it first';
    expect(redactKey(text, null)).toBe(text);
    expect(redactKey(text, '')).toBe(text);
  });

  it('removes the key from any surrounding text', () => {
    const key = fc.stringMatching(/^[!-~]{8,40}$/);
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
        expect(redactKey(before + secret + after, secret)).not.toContain(secret);
      }),
    );
  });
});
