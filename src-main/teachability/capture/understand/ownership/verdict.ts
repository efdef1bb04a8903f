/** Whose a segment is. `unclear`: the user is asked. */
export type Verdict = 'own' | 'unclear' | 'material';
