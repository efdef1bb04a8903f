/** Who answers in a chat in which no agent was chosen. */
export const TUTEE = 'Tutee';

/** Under which name the sums of tokens hold what learning from chats used. */
export const TUTEE_LEARNING = 'Tutee (learning)';
