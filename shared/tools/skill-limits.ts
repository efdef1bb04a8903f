/** Limits of skills. */
export const skillLimits = {
  skills: 100,
  /** Skills that one folder or archive adds. */
  atOnce: 20,
  /** In UTF-16 units. */
  name: 64,
  description: 1_024,
  /** Of SKILL.md, in bytes. */
  text: 200_000,
  /** Of one skill, beside SKILL.md. */
  files: 200,
  bytes: 5 * 2 ** 20,
  depth: 8,
} as const;
