/** Limits of knowledge: folders and files that answers draw on. Apart from the schemas, which the page does not load. */
export const knowledgeLimits = {
  /** Folders of one project or assistant. */
  sources: 50,
  /** Files of one folder; of more, the first ones by name are read. */
  files: 20_000,
  /** Of one file, in bytes. */
  bytes: 20_000_000,
  /** Of the text of one file, in UTF-16 code units; the rest is cut. */
  text: 1_000_000,
  /** Passages of one folder. */
  passages: 100_000,
  /** How deep folders within the folder are searched. */
  depth: 32,
  path: 4_096,
  /** Passages that one answer reads. */
  perAnswer: 6,
} as const;
