/**
 * Loads llama.cpp from the native part of node-llama-cpp and declares the part of its API that Tutee uses. Its JavaScript part is not
 * installed (docs/decisions/2026-11-30-a-model-inside.md), so the version is exact and tests run every call.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

/** Everything that returns a promise runs in threads of its own. */
export interface LlamaAddon {
  readonly AddonModel: new (path: string, options: AddonModelOptions) => AddonModel;
  readonly AddonContext: new (model: AddonModel, options: AddonContextOptions) => AddonContext;
  readonly AddonGrammar: new (grammar: string, options: { addonExports: LlamaAddon }) => AddonGrammar;
  readonly AddonGrammarEvaluationState: new (model: AddonModel, grammar: AddonGrammar) => AddonGrammarState;
  readonly AddonJinjaRenderer: new (template: string) => AddonJinjaRenderer;
  readonly AddonSampler: {
    new (model: AddonModel): AddonSampler;
    acceptGrammarEvaluationStateToken(state: AddonGrammarState, token: number): void;
  };
  /** Logs messages up to this level; 2: errors. */
  setLoggerLogLevel(level: number): void;
  setLogger(log: (level: number, text: string) => void): void;
  /** Without a folder: the linked backends. With one: the fastest of its libraries for this processor. */
  loadBackends(folder?: string): void;
  init(): Promise<void>;
}

export interface AddonModelOptions {
  readonly addonExports: LlamaAddon;
  readonly gpuLayers: number;
  readonly useMmap: boolean;
  readonly checkTensors: boolean;
  /** @param share 0..1 */
  onLoadProgress(share: number): void;
}

export interface AddonModel {
  /** False if the file cannot be used. */
  init(): Promise<boolean>;
  /** @param special whether control tokens in the text are read as such. */
  tokenize(text: string, special: boolean): Uint32Array;
  detokenize(tokens: Uint32Array, special: boolean): string;
  /** -1: none. */
  tokenBos(): number;
  tokenEos(): number;
  getTokenString(token: number): string;
  /** Whether this token ends an answer. */
  isEogToken(token: number): boolean;
  shouldPrependBosToken(): boolean;
}

export interface AddonContextOptions {
  /** Tokens of all sequences together. */
  readonly contextSize: number;
  /** The most tokens in one batch. */
  readonly batchSize: number;
  readonly sequences: number;
  readonly threads: number;
  readonly flashAttention: 'auto';
}

export interface AddonContext {
  init(): Promise<boolean>;
  initBatch(size: number): void;
  /**
   * Returns the indexes of the wanted tokens for `sampleToken`.
   * @param position position of the first token in its sequence
   * @param wanted offsets of the tokens whose prediction is wanted
   */
  addToBatch(sequence: number, position: number, tokens: Uint32Array, wanted: Uint32Array): Uint32Array;
  decodeBatch(): Promise<void>;
  /** The next token; -1 if there is none. */
  sampleToken(index: number, sampler: AddonSampler): Promise<number>;
  disposeSequence(sequence: number): void;
  /** Drops positions from `start` to before `end` (-1: to the end). False if the model's memory does not support that. */
  removeTokenCellsFromSequence(sequence: number, start: number, end: number): boolean;
}

export type AddonGrammar = object;
export type AddonGrammarState = object & { readonly __brand?: 'grammar state' };

export interface AddonJinjaRenderer {
  render(variables: Readonly<Record<string, unknown>>): string;
}

export interface AddonSampler {
  applyConfig(config: SamplerConfig): void;
  dispose(): void;
}

export interface SamplerConfig {
  readonly temperature: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly minP?: number;
  readonly seed?: number;
  readonly repeatPenalty?: number;
  readonly repeatPenaltyMaxTokens?: number;
  readonly repeatPenaltyTokens?: Uint32Array;
  readonly grammarEvaluationState?: AddonGrammarState;
}

/** The package with the native part for this machine; null if there is none. */
function packageName(platform: string, arch: string): string | null {
  const names: Readonly<Record<string, string>> = {
    'linux-x64': 'linux-x64',
    'linux-arm64': 'linux-arm64',
    'darwin-arm64': 'mac-arm64-metal',
    'darwin-x64': 'mac-x64',
    'win32-x64': 'win-x64',
  };
  const name = names[`${platform}-${arch}`];
  return name === undefined ? null : name;
}

/**
 * The folder of the native part; null if this machine has none. In the packaged app it is outside the archive, because the system's loader
 * cannot read inside it.
 */
export function llamaFolder(platform: string = process.platform, arch: string = process.arch): string | null {
  const name = packageName(platform, arch);
  if (name === null) return null;
  try {
    const entry = createRequire(import.meta.url).resolve(`@node-llama-cpp/${name}`);
    const folder = join(dirname(entry), '..', 'bins', name).replace(
      `app.asar${sep}`,
      `app.asar.unpacked${sep}`,
    );
    return existsSync(join(folder, 'llama-addon.node')) ? folder : null;
  } catch {
    return null;
  }
}

/** Loads it into this process. Throws the loader's error, such as a missing library. */
export async function loadLlama(folder: string): Promise<LlamaAddon> {
  const addon = createRequire(import.meta.url)(join(folder, 'llama-addon.node')) as LlamaAddon;
  addon.setLogger((level, text) => {
    if (level <= errorLevel) process.stderr.write(text);
  });
  addon.setLoggerLogLevel(errorLevel);
  addon.loadBackends();
  addon.loadBackends(folder);
  await addon.init();
  return addon;
}

const errorLevel = 2;
