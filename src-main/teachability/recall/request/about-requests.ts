/** all: everything. profile: who the user is, for showing to others. The other parts are named after their contents. */
export type AboutPart = 'all' | 'profile' | 'preferences' | 'people' | 'orders';

/** Example requests for each part, compared by vectors. Written for this purpose; any similar set would do. */
export const aboutRequests: readonly (readonly [part: AboutPart, request: string])[] = [
  ['all', 'What do you know about me?'],
  ['all', 'Tell me everything you remember about me.'],
  ['all', 'What have you learned about me so far?'],
  ['all', 'Summarise what you have stored about me.'],
  ['all', 'Who am I?'],
  ['profile', 'Write a short bio of me.'],
  ['profile', 'How would you describe me to somebody else?'],
  ['profile', 'Introduce me to a new team in one sentence.'],
  ['preferences', 'List my preferences.'],
  ['preferences', 'What do I like and dislike?'],
  ['preferences', 'Which things do I enjoy, and which do I not?'],
  ['people', 'Who are my people?'],
  ['people', 'Which people in my life do you know of?'],
  ['people', 'Who is in my family?'],
  ['orders', 'Which instructions have I given you?'],
  ['orders', 'How did I tell you to answer?'],
];
