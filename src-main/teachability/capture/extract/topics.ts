/**
 * Areas of life that a preference can apply to. A question about dinner seldom shares a word with "I can't stand seafood"; the topic
 * connects them. `about` is stored as a cue and can be seen, searched and changed like any other cue.
 */
export interface Topic {
  readonly about: string;
  /** Applied to lower-cased text, because a case-insensitive pattern takes several times as long. */
  readonly signs: RegExp;
}

const signs = (list: string) =>
  new RegExp(
    String.raw`\b(?:${list
      .split('|')
      .map((sign) => sign.trim())
      .filter(Boolean)
      .join('|')})\b`,
    'g',
  );

export const topics: readonly Topic[] = [
  {
    about: 'food, meals, recipes, cooking, restaurants, dinner, snacks, cuisine',
    signs: signs(
      `food|foods|eat|eating|diet|diets|dietary|vegan|vegetarian|pescatarian|halal|kosher|keto|gluten|dairy|lactose|nuts?|peanuts?|seafood|shellfish|fish|meat|beef|pork|chicken|spicy|spice|spices|cuisine|cuisines|dish|dishes|meal|meals|restaurants?|dining|cook|cooking|recipes?|sugar|sweets?|dessert|breakfast|lunch|dinner|snacks?|ingredients?|flavou?rs?|cheese|vegetables?|fruits?|buffets?|eateries|fast food|sushi|pizza|pasta|soup|chocolate|eggs?|mushrooms?|onions?|garlic|cilantro|coriander`,
    ),
  },
  {
    about: 'drinks, coffee, tea, bars',
    signs: signs(
      `drink|drinks|drinking|coffee|tea|alcohol|wine|beer|cocktails?|soda|juice|caffeine|smoothies?|bars?|pubs?|espresso`,
    ),
  },
  {
    about: 'travel, trips, holidays, vacation, destinations, places to visit, sightseeing, itinerary',
    signs: signs(
      `travel|travell?ing|trips?|vacations?|holidays?|destinations?|tourist|touristy|tourism|tours?|sightseeing|beach|beaches|ocean|sea|mountains?|hik(?:e|es|ing)|camping|cruises?|heights|altitude|adventure|museums?|deserts?|islands?|city|cities|theme parks?|amusement parks?|wildlife|safari|water activities|water sports|swimming|cultural|historical|nature|excursions?|crowds?|crowded|landmarks?|outdoors?|haunted|resorts?|climate|weather|countryside|abroad`,
    ),
  },
  {
    about: 'hotels, accommodation, places to stay',
    signs: signs(`hotels?|hostels?|airbnb|accommodations?|resorts?|rooms?|motels?|lodging|stay`),
  },
  {
    about: 'flights, trains, transport, getting around',
    signs: signs(
      `fly|flying|flights?|planes?|airlines?|trains?|bus|buses|public transport|subway|metro|taxi|walking|aisle|window seat`,
    ),
  },
  {
    about: 'films, movies, shows, series, TV, what to watch, entertainment',
    signs: signs(
      `films?|movies?|shows?|series|tv|television|watch|watching|cinema|documentar(?:y|ies)|anime|animated|sitcoms?|dramas?|comed(?:y|ies)|horror|thrillers?|musicals?|theat(?:re|er)|concerts?|plays|opera|ballet|sci-fi|fantasy|genres?|streaming|actors?|plots?|plotlines?|superhero|reality|supernatural|dystopian|subtitles|live performances?|stand-up|circus|magic shows?`,
    ),
  },
  {
    about: 'games, video games, gaming, what to play',
    signs: signs(
      `games?|gaming|gameplay|gamer|video games?|board games?|card games?|puzzles?|rpgs?|mmos?|fps|shooters?|multiplayer|single-player|console|controllers?|playing|turn-based|strategy|pixel art|open-world|open world|microtransactions|loot|levels?|crafting|stealth|esports|mechanics|virtual reality`,
    ),
  },
  {
    about: 'books, reading, novels, authors',
    signs: signs(
      `books?|novels?|read|reading|authors?|fiction|non-fiction|literature|poetry|audiobooks?|e-books?|textbooks?`,
    ),
  },
  {
    about: 'music, songs, bands, listening',
    signs: signs(
      `music|songs?|bands?|albums?|jazz|rock|pop|classical|hip-hop|rap|techno|electronic music|soundtracks?|singing|podcasts?|playlist`,
    ),
  },
  {
    about: 'learning, studying, courses, classes, education, exam, skills, resources',
    signs: signs(
      `learn|learning|learner|stud(?:y|ying|ies)|courses?|class|classes|classroom|lectures?|textbooks?|tutors?|tutoring|teachers?|education|educational|school|exams?|flashcards?|memoriz(?:e|ation)|online learning|instruction|workshops?|lessons?|training|tutorials?|assignments?|self-paced|hands-on|e-learning|mentor|academic|group work|collaborative|podcasts?|virtual reality|research papers|simulations?|quizzes|gamified`,
    ),
  },
  {
    about: 'clothes, fashion, outfits, what to wear, shopping, wardrobe, shoes, accessories',
    signs: signs(
      `clothes|clothing|wear|wearing|fashion|outfits?|dress|dresses|shoes?|heels|boots|sneakers|jewell?ery|jeans|shirts?|fabrics?|leather|wool|silk|cotton|polyester|prints?|logos?|brands?|designer|accessories|handbags?|style|styles|garments?|tight|colou?rs?|second-hand|vintage|fur|synthetic|suits?|bags?|watches|sunglasses|hats?|patterns?`,
    ),
  },
  {
    about: 'cars, vehicles, driving, which car to buy',
    signs: signs(
      `cars?|vehicles?|suvs?|sedans?|trucks?|vans?|minivans?|motorcycles?|motorbikes?|hybrids?|diesel|electric cars?|evs?|engines?|transmissions?|drive|driving|horsepower|manual|automatic|convertibles?|sports cars?|dealership|fuel|fuel-efficient|mileage|seats?|interiors?|automotive|self-driving|leasing|touchscreens?|cargo`,
    ),
  },
  {
    about: 'fitness, exercise, workouts, gym, sport, training, staying fit',
    signs: signs(
      `fitness|exercises?|exercising|workouts?|gym|gyms|running|jogging|cardio|yoga|pilates|weights|weightlifting|lifting|sports?|swimming|cycling|training|trainers?|athletic|hiit|crossfit|protein|supplements?|stretching|muscle|treadmill|marathon|dance|martial arts|equipment|aerobics|spin|wearables?|group classes|phobia`,
    ),
  },
  {
    about: 'beauty, skincare, makeup, hair, cosmetics, products for skin',
    signs: signs(
      `beauty|skin|skincare|makeup|make-up|cosmetics?|hair|shampoos?|conditioner|fragrances?|perfumes?|scents?|lotions?|sunscreen|lipsticks?|nails?|nail polish|serums?|moisturi[sz]ers?|cruelty-free|parabens|sulfates|silicones|salon|dyes?|foundation|mascara|spa|facials?|manicures?|natural ingredients|organic|eyelash|eyelashes|glitter|botox|retinol|animal testing|tested on animals|tanning`,
    ),
  },
  {
    about: 'pets, animals, dogs, cats, pet food, pet care',
    signs: signs(
      `pets?|animals?|dogs?|cats?|pupp(?:y|ies)|kittens?|birds?|reptiles?|hamsters?|rodents?|breeds?|breeders?|shelters?|vets?|veterinar(?:y|ian)|rabbits?|snakes?|horses?|fur|feathers?|allerg(?:y|ic) to (?:cats|dogs|pet)|leash|kennels?|crates?|aquarium|aquatic|fish tank|vaccinations?|grooming|furry|insects|spiders|adopt|adopting|raw diets?`,
    ),
  },
  {
    about: 'health, medicine, doctors, illness',
    signs: signs(
      `health|medical|medicine|medication|doctors?|illness|disease|asthma|diabetes|allerg(?:y|ic|ies)|migraines?|pain|injury|surgery|pregnan(?:t|cy)|blood|symptoms?|therapy|homeopathic`,
    ),
  },
  {
    about: 'sleep, daily routine, schedule, time management',
    signs: signs(
      `sleep|wake|mornings?|evenings?|nights?|routine|schedule|bedtime|calendar|deadlines?|bursts|sessions?`,
    ),
  },
  {
    about: 'work, job, career, office, meetings, colleagues',
    signs: signs(
      `work|job|career|office|meetings?|colleagues?|boss|employer|remote|salary|resume|cv|cover letter|interview|networking`,
    ),
  },
  {
    about: 'programming, code, software, libraries, tools, frameworks, app',
    signs: signs(
      `code|coding|programming|software|librar(?:y|ies)|frameworks?|python|javascript|typescript|java|rust|api|apis|database|dependencies|git|deployments?|pipelines?|testing|tests|linux|macos|windows|editor|ide|functions?|app|apps|web|css|html|bootstrap|flask|react|security|performance|ci/cd`,
    ),
  },
  {
    about: 'writing, essays, editing, drafts, tone, style of texts',
    signs: signs(
      `writ(?:e|ing|ten)|essays?|drafts?|drafting|editing|edits?|tone|style|paragraphs?|grammar|resume|letters?|emails?|citation|word count|revisions?|proofreading|narrative|story|stories|blog`,
    ),
  },
  {
    about: 'maths, problems, proofs, calculations',
    signs: signs(
      `math|maths|mathematics|algebra|geometry|triangles?|probability|proofs?|equations?|formulas?|calculus|statistics|solution methods`,
    ),
  },
  {
    about: 'money, budget, prices, saving, investing',
    signs: signs(
      `money|budget|budgets|price|prices|expensive|cheap|luxury|luxurious|high-end|afford|saving|invest|investing|investments?|stocks?|debt|credit|cost`,
    ),
  },
  {
    about: 'shopping, gifts, presents, buying, products',
    signs: signs(
      `shopping|shop|gifts?|presents?|buy|buying|purchase|brands?|sustainable|eco-friendly|second-hand|products?`,
    ),
  },
  {
    about: 'home, furniture, garden, decoration, household',
    signs: signs(
      `home|house|apartment|flat|furniture|garden|gardening|decor|decorat(?:e|ion)|kitchen|clean|cleaning|plants?`,
    ),
  },
  {
    about: 'friends, family, parties, social life, going out',
    signs: signs(
      `friends?|family|part(?:y|ies)|social|socializ(?:e|ing)|crowds?|crowded|nightlife|clubs?|festivals?|events?|dating|kids|children|loud|noisy`,
    ),
  },
  {
    about: 'phones, computers, gadgets, technology',
    signs: signs(
      `phones?|computers?|laptops?|gadgets?|technology|tech|devices?|smart|apps?|digital|screens?|high-tech|social media`,
    ),
  },
];

/** The topics of a statement, most likely first, at most `most`. */
export function topicsOf(text: string, most: number): string[] {
  const small = text.toLowerCase();
  return topics
    .map(({ about, signs: ofTopic }) => ({ about, hits: small.match(ofTopic)?.length ?? 0 }))
    .filter(({ hits }) => hits > 0)
    .sort((one, other) => other.hits - one.hits)
    .slice(0, most)
    .map(({ about }) => about);
}
