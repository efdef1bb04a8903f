/** How long a deleted memory, project, agent or team can be brought back, in ms. */
export const BIN_TIME = 30 * 24 * 60 * 60 * 1_000;
