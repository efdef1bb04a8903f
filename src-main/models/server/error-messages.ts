import { isLocal } from './is-local.ts';
import { hostOf, programAt } from './model-server.ts';
import type { ModelServer } from './model-server.ts';

interface ErrorContext {
  readonly server: ModelServer;
  readonly model: string | null;
}

const serverName = ({ server }: ErrorContext) => `The server at ${hostOf(server.baseUrl)}`;
const modelName = ({ model }: ErrorContext) => (model === null ? 'that model' : `the model “${model}”`);
const capitalized = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);

/** Error messages for users: what happened, then what to do. One entry per kind of failure. */
export const errorMessages = {
  noKey: (context: ErrorContext) =>
    `${serverName(context)} asks for an API key. Add one in Settings, under Models.`,

  wrongKey: (context: ErrorContext) =>
    `${serverName(context)} does not accept the API key. Check it in Settings, under Models.`,

  noSuchModel: (context: ErrorContext) => {
    const start = `${serverName(context)} does not have ${modelName(context)}.`;
    if (programAt(context.server.baseUrl) === 'Ollama' && context.model !== null) {
      return `${start} Get it with “ollama pull ${context.model}” or choose another model.`;
    }
    return `${start} Choose another model in Settings, under Models.`;
  },

  contextTooLong: (context: ErrorContext) =>
    `This is more than ${modelName(context)} at ${hostOf(context.server.baseUrl)} can read at once. ` +
    'Send a shorter message, start a new chat, or choose a model that can read more.',

  region: (context: ErrorContext) =>
    `${serverName(context)} does not serve the place you are in. Choose another server in Settings, under Models.`,

  moderated: (context: ErrorContext) =>
    `A filter of the server at ${hostOf(context.server.baseUrl)} turned this down. Word it differently, or choose another model.`,

  blocked: (context: ErrorContext) =>
    `A page came instead of an answer from ${hostOf(context.server.baseUrl)}, as firewalls, proxies and checks for robots send them. ` +
    'Open the address in a browser, or try another network.',

  keptOut: (context: ErrorContext) =>
    `A rule of the network keeps this computer away from ${hostOf(context.server.baseUrl)}. ` +
    'Try another network, or ask whoever runs the server to let you in.',

  proxy: (context: ErrorContext) =>
    `A proxy on the way to ${hostOf(context.server.baseUrl)} asks for a password: Proxy Authentication Required. Ask whoever runs your network.`,

  loading: (context: ErrorContext) =>
    `${serverName(context)} is still loading ${modelName(context)}. Try again in a moment.`,

  outOfMemory: (context: ErrorContext) =>
    `${serverName(context)} has too little memory for ${modelName(context)}. Close other programs, or choose a smaller model.`,

  loadFailed: (context: ErrorContext) =>
    `${serverName(context)} could not load ${modelName(context)}. Load it there to see why, or choose another model.`,

  template: (context: ErrorContext) =>
    `${capitalized(modelName(context))} at ${hostOf(context.server.baseUrl)} has a chat template that refuses this request. ` +
    'Update the model or its server, or choose another model.',

  noTools: (context: ErrorContext) =>
    `${capitalized(modelName(context))} at ${hostOf(context.server.baseUrl)} cannot use tools. Choose a model that can, or take the tools away.`,

  noImages: (context: ErrorContext) =>
    `${capitalized(modelName(context))} at ${hostOf(context.server.baseUrl)} cannot see images. Choose a model that can, or send text only.`,

  noSuchPath: (context: ErrorContext) =>
    `${serverName(context)} does not know this address. Check the base URL in Settings, under Models; most end in /v1.`,

  quota: (context: ErrorContext) =>
    `The account at ${hostOf(context.server.baseUrl)} has no credit left. Add credit there or choose another model.`,

  rateLimited: (waitMs: number | null, context: ErrorContext) => {
    const when = waitMs === null ? 'Wait a little' : `Wait ${duration(waitMs)}`;
    return `${serverName(context)} gets too many requests. ${when} and try again.`;
  },

  overloaded: (waitMs: number | null, context: ErrorContext) => {
    const when = waitMs === null ? 'Try again in a while' : `Wait ${duration(waitMs)} and try again`;
    return `${serverName(context)} is busy. ${when}, or choose another model.`;
  },

  serverFailed: (context: ErrorContext) =>
    isLocal(context.server.baseUrl)
      ? `${serverName(context)} failed. Try again; if it stays, restart it or choose another model.`
      : `${serverName(context)} failed. Try again in a while or choose another model.`,

  rejected: (context: ErrorContext) =>
    `${serverName(context)} refused the request. Check the base URL and the model in Settings, under Models.`,

  /** @param to where the server sends requests; null: nowhere that can be read. */
  redirected: (to: string | null, context: ErrorContext) =>
    `${serverName(context)} sends requests on to another address${to === null ? '' : `, ${to}`}, which Tutee does not follow. Check the base URL.`,

  needsHttps: (context: ErrorContext) =>
    `${serverName(context)} wants to be asked over https. Change the base URL in Settings, under Models, so that it starts with https.`,

  brokeOff: (context: ErrorContext) =>
    `The answer from ${hostOf(context.server.baseUrl)} broke off. Try again.`,

  tooLong: (context: ErrorContext) =>
    `The answer from ${hostOf(context.server.baseUrl)} goes on and on; it was ended. Ask for less, or choose another model.`,

  notProtocol: (context: ErrorContext) =>
    `${serverName(context)} does not answer like a model server. Check the base URL; most end in /v1.`,

  pageInstead: (context: ErrorContext) =>
    `${serverName(context)} sent a web page instead of an answer. Check the base URL; most end in /v1. ` +
    'If it is right, something on the way answers in its place.',

  timeout: (phase: 'begin' | 'continue', seconds: number, context: ErrorContext) =>
    phase === 'begin'
      ? `${serverName(context)} did not begin to answer within ${count(seconds, 'second')}. Try again or choose another model.`
      : `${serverName(context)} stopped in the middle for ${count(seconds, 'second')}. Try again or choose another model.`,

  noModels: (context: ErrorContext) => {
    const start = `${serverName(context)} offers no model to chat with.`;
    if (programAt(context.server.baseUrl) === 'Ollama')
      return `${start} Get one with “ollama pull” and try again.`;
    return `${start} Add one there, or name the model in Settings, under Models.`;
  },
} as const;

function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 120) return count(seconds, 'second');
  return seconds <= 7_200
    ? count(Math.ceil(seconds / 60), 'minute')
    : count(Math.ceil(seconds / 3_600), 'hour');
}

function count(n: number, unit: string): string {
  return n === 1 ? `1 ${unit}` : `${n} ${unit}s`;
}
