/**
 * Requests to which no memory is relevant: general knowledge, arithmetic, language, code, texts and jokes. Recall compares a question with
 * these and with personal ones; see focus.ts. Written for this purpose; any similar set would do.
 */
export const generalRequests: readonly string[] = `
What is the capital of Australia?
How far away is the sun?
Who invented the telephone?
When did the First World War end?
What does photosynthesis mean?
Why do cats purr?
How do volcanoes erupt?
How many people live in Canada?
Which is the longest river in Europe?
What is the chemical formula of salt?
Explain gravity to a child.
What is the theory of evolution?
Who composed the Four Seasons?
How many legs does a spider have?
What is 15 plus 27?
What is 12 percent of 80?
Calculate the area of a circle with radius 4.
Solve the equation 3x + 5 = 20.
How many seconds are in a day?
Convert 50 pounds to kilograms.
What time is it in Tokyo when it is noon in Rome?
Translate this sentence into French.
Translate "thank you" into Korean.
How do you say "library" in Italian?
Correct the spelling of this sentence.
Fix the grammar in this paragraph.
Make this email sound more formal.
Summarise the following text.
Rewrite this in simpler words.
What is another word for "happy"?
What is the plural of "mouse"?
What does "carpe diem" mean?
Tell me something funny.
Tell me a joke about lawyers.
Give me a riddle.
Write a short poem about spring.
Write a story about a dragon who is afraid of the dark.
Make up a slogan for a bakery.
Compose a song about the sea.
Suggest a title for this essay.
Write a product description for a lamp.
Flip a coin.
Pick a number between one and ten.
Generate a list of random names.
How do I sort an array in JavaScript?
Write a function that reverses a string.
Why does this code throw a null pointer exception?
What is the difference between TCP and UDP?
How do I delete a branch in git?
Write a query that joins two tables.
How do I align text in CSS?
What does error 404 mean?
Explain how blockchain works.
What are the advantages of solar energy?
What happens in the novel Moby Dick?
Who wrote Pride and Prejudice?
What are the rules of chess?
How does a car engine work?
What is the meaning of GDP?
List the countries of South America.
`
  .split('\n')
  .filter((line) => line !== '');

/** Questions about one thing that the user has told about themself, their people or their belongings. */
export const lookups: readonly string[] = `
Where do I live?
What is my job?
Who is my boss?
What is my wife's name?
How many children do I have?
When is my father's birthday?
What am I allergic to?
Which medicine do I take?
What is my dog called?
Which car do I drive?
What am I studying?
Where did I leave my passport?
When is my next appointment?
What do I like to drink in the morning?
What food should I avoid?
Which team do I support?
What sport do I do?
Which instrument do I play?
What are we doing on our holiday?
Who are my friends?
What is my phone number?
What is my favourite book?
How much do I earn?
What am I afraid of?
Which languages do I speak?
What did I tell you about my house?
What should I remember for tomorrow?
Who could help me with that?
What size do I wear?
Do you remember my birthday?
Do you still know my address?
What did I say about the car?
What did I tell you about my neighbour?
When does my contract end?
`
  .split('\n')
  .filter((line) => line !== '');
