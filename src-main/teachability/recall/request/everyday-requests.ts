/**
 * Everyday requests to an assistant from many areas of life. The mean of their vectors is what requests have in common; see focus.ts.
 * Written for this purpose; any similar set would do.
 */
export const everydayRequests: readonly string[] = `
Can you recommend a good place to eat tonight?
What should I cook for dinner this week?
Suggest some snacks for a long train ride.
Where can I get a nice cup of coffee around here?
Can you help me plan a weekend trip?
What are some places worth visiting in autumn?
Which hotel would suit me for a short stay?
What is the best way to get from the airport to the city?
Can you suggest a film for tonight?
I have a free evening, what could I watch?
Which game should I buy next?
What book should I read on holiday?
Can you put together a playlist for a party?
How should I prepare for my exam next month?
I want to learn a new skill, where do I begin?
Which course would you take to get better at statistics?
What should I wear to a wedding?
Help me choose a jacket for winter.
Which car would fit a family of four?
I am thinking about a new car, what do you advise?
What would be a good workout for beginners?
How can I get fitter without spending much time?
Can you recommend a cream for dry skin?
What could I do with my hair for the summer?
Which pet would be right for a small flat?
What should I feed a young dog?
How do I treat a headache at home?
What helps with falling asleep?
How should I organise my day?
Help me write a letter to my landlord.
Can you draft a message to my team?
How do I prepare for a job interview?
Which laptop should I get for university?
What phone would you buy at the moment?
How do I sort a list in Python?
Can you explain how a database index works?
Why does my code run so slowly?
Solve this equation and show me how.
What is a good way to save money every month?
How should I invest my first savings?
What could I give my sister for her birthday?
Any ideas for a present for a colleague?
How can I make my living room cosier?
Which plants do well on a shady balcony?
What could we do with friends on Saturday?
Are there good events in town this month?
Can you suggest an activity for the children?
I am visiting a new city next month, what should I see?
What are some must-see sights there?
I am looking for something new to try, any suggestions?
Can you give me some tips on packing?
What do you think I should do about this?
Could you list a few options for me?
Please recommend some tools for this job.
What are the best resources to get started?
Tell me about the history of this town.
What is the difference between these two?
How does this work?
Summarise this article for me.
Translate this sentence, please.
`
  .split('\n')
  .filter((line) => line !== '');
