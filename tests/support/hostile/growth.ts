/** Measures whether the time of some work on a text grows at most linearly. */

/** A text of about this many characters. */
export type Shape = (length: number) => string;

/** Work that takes less time for the whole text is fast enough however it grows; at such times garbage collection dominates. In ms. */
const MEASURABLE = 150;
/** The maximum time for twice the text, as a multiple. */
const MOST = 2.5;
const TRIES = 6;

export interface Growth {
  readonly ratio: number;
  /** In ms, for the whole text and for half of it. */
  readonly whole: number;
  readonly half: number;
}

/**
 * How many times longer a text of `limit` characters takes than half of it. The shortest of several runs counts, since whatever
 * else happens only adds to them. The half, whose time hides a growth when it is too long, is taken twice as often; a ratio that is too high
 * is measured again, with more runs. Null: too quick to tell.
 */
export async function growthOf(
  work: (text: string) => unknown,
  shape: Shape,
  limit: number,
): Promise<Growth | null> {
  const texts = { half: shape(limit / 2), whole: shape(limit) };
  let half = Infinity;
  let whole = Infinity;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    for (let run = 0; run <= attempt; run += 1) {
      whole = Math.min(whole, await timeOf(work, texts.whole));
      if (whole < MEASURABLE) return null;
      half = Math.min(half, await timeOf(work, texts.half), await timeOf(work, texts.half));
    }
    if (whole / half <= MOST) break;
  }
  return { ratio: whole / half, whole, half };
}

/** The shapes on which the time grows faster than linearly, with the measurements. */
export async function tooSteep(
  work: (text: string) => unknown,
  shapes: Readonly<Record<string, Shape>>,
  limit: number,
): Promise<string[]> {
  const steep: string[] = [];
  for (const [name, shape] of Object.entries(shapes)) {
    const growth = await growthOf(work, shape, limit);
    if (growth === null || growth.ratio <= MOST) continue;
    const { ratio, half, whole } = growth;
    steep.push(`${name}: ${ratio.toFixed(1)} times (${half.toFixed(1)} ms, ${whole.toFixed(1)} ms)`);
  }
  return steep;
}

/** CPU time of this thread in ms, which other load on the machine does not affect. */
async function timeOf(work: (text: string) => unknown, text: string): Promise<number> {
  const began = process.threadCpuUsage();
  await work(text);
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / 1000;
}
