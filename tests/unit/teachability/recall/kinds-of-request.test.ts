/** What kind of request one is, in the embedder's own meanings: judged by rate, on requests that no list contains. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calibrationOf } from '#main/teachability/recall/meaning-score.ts';
import { natureOf } from '#main/teachability/recall/gate/relevance.ts';
import type { RequestNature } from '#main/teachability/recall/gate/relevance.ts';
import { RequestMeaning } from '#main/teachability/recall/request/request-meaning.ts';
import { FEW_GENERALITY } from '#main/teachability/recall/constants.ts';
import { sharedEmbedder } from '../../../support/shared-embedder.ts';

const general = `
What is the melting point of lead?
Who invented the sewing machine?
Why is grass green?
How do lighthouses work?
Which is the largest desert?
What is 84 divided by 7?
Convert 30 miles per hour to kilometres per hour.
Translate "good night" into Norwegian.
What does "status quo" mean?
Write a limerick about a snail.
How do I merge two dictionaries in Python?
What does HTTP 418 mean?
Name the Great Lakes.
When was the steam engine invented?
Wer hat das Fahrrad erfunden?
Pourquoi la lune change-t-elle de forme ?
¿Cuántos lados tiene un hexágono?
Сколько ног у паука?
`;
const personal = `
What shall I make for supper with what I can eat?
Which ferry should we take with the kids?
What could I knit for my aunt?
Can I have the cheese board?
Would a night shift be all right for me?
What's my dentist called?
Where did I hide the presents?
When does my passport run out?
Who is picking up the twins?
How do I like my steak?
Which sofa would fit our place?
What should I do about my back?
Help me answer my sister.
Plan our Sunday.
Was könnte ich meinem Bruder schenken?
Quel sport pourrais-je faire cet hiver ?
¿Cuándo es el cumpleaños de mi hija?
Во сколько у меня поезд?
`;
const requestsIn = (list: string) => list.split('\n').filter((line) => line !== '');

describe('the kind of a request', () => {
  const embedder = sharedEmbedder();
  const meaning = new RequestMeaning();
  beforeAll(() => meaning.prepare(embedder), 60_000);
  afterAll(() => embedder.close());

  async function naturesOf(list: string): Promise<RequestNature[]> {
    const vectors = await embedder.embed(requestsIn(list));
    return vectors.map((vector) =>
      natureOf(meaning.kinds(vector, embedder.key), calibrationOf(embedder.key)),
    );
  }

  it(
    'is general where no memory would matter, and personal where one would',
    { timeout: 60_000 },
    async () => {
      const isGeneral = ({ generality }: RequestNature) => generality > FEW_GENERALITY.wishes;
      const [ofGeneral, ofPersonal] = [await naturesOf(general), await naturesOf(personal)];
      expect(ofGeneral.filter(isGeneral).length / ofGeneral.length).toBeGreaterThanOrEqual(0.85);
      expect(ofPersonal.filter(isGeneral).length / ofPersonal.length).toBeLessThanOrEqual(0.15);
    },
  );
});
