import description from '../package.json' with { type: 'json' };

/** The version of Tutee that this is. */
export const { version } = description;
