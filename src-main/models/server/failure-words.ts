import { isLocal } from './is-local.ts';
import { hostOf, programAt } from './model-server.ts';
import type { ModelServer } from './model-server.ts';

interface Place {
  readonly server: ModelServer;
  readonly model: string | null;
}

const at = ({ server }: Place) => `The server at ${hostOf(server.baseUrl)}`;
const named = ({ model }: Place) => (model === null ? 'that model' : `the model “${model}”`);

/** What a person is told: what happened, then what to do. One entry a failure. */
export const advice = {
  noKey: (place: Place) => `${at(place)} asks for an API key. Add one in Settings, under Models.`,

  wrongKey: (place: Place) => `${at(place)} does not accept the API key. Check it in Settings, under Models.`,

  noSuchModel: (place: Place) => {
    const start = `${at(place)} does not have ${named(place)}.`;
    if (programAt(place.server.baseUrl) === 'Ollama' && place.model !== null) {
      return `${start} Get it with “ollama pull ${place.model}” or choose another model.`;
    }
    return `${start} Choose another model in Settings, under Models.`;
  },

  contextTooLong: (place: Place) =>
    `This is more than ${named(place)} at ${hostOf(place.server.baseUrl)} can read at once. ` +
    'Start a new chat, send less, or choose a model that can read more.',

  quota: (place: Place) =>
    `The account at ${hostOf(place.server.baseUrl)} has no credit left. Add credit there or choose another model.`,

  rateLimited: (waitMs: number | null, place: Place) => {
    const when = waitMs === null ? 'Wait a little' : `Wait ${duration(waitMs)}`;
    return `${at(place)} gets too many requests. ${when} and try again.`;
  },

  serverFailed: (place: Place) =>
    isLocal(place.server.baseUrl)
      ? `${at(place)} failed. Try again; if it stays, restart it or choose another model.`
      : `${at(place)} failed. Try again in a while or choose another model.`,

  rejected: (place: Place) =>
    `${at(place)} refused the request. Check the base URL and the model in Settings, under Models.`,

  redirected: (place: Place) =>
    `${at(place)} sends requests on to another address, which Tutee does not follow. Check the base URL.`,

  brokeOff: (place: Place) => `The answer from ${hostOf(place.server.baseUrl)} broke off. Try again.`,

  tooLong: (place: Place) =>
    `The answer from ${hostOf(place.server.baseUrl)} goes on and on; it was ended. Ask for less, or choose another model.`,

  notProtocol: (place: Place) =>
    `${at(place)} does not answer like a model server. Check the base URL; most end in /v1.`,

  timeout: (phase: 'begin' | 'continue', seconds: number, place: Place) =>
    phase === 'begin'
      ? `${at(place)} did not begin to answer within ${count(seconds, 'second')}. Try again or choose another model.`
      : `${at(place)} stopped in the middle for ${count(seconds, 'second')}. Try again or choose another model.`,

  noModels: (place: Place) => {
    const start = `${at(place)} offers no model to chat with.`;
    if (programAt(place.server.baseUrl) === 'Ollama')
      return `${start} Get one with “ollama pull” and try again.`;
    return `${start} Add one there, or name the model in Settings, under Models.`;
  },
} as const;

function duration(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 120 ? count(seconds, 'second') : count(Math.ceil(seconds / 60), 'minute');
}

function count(n: number, unit: string): string {
  return n === 1 ? `1 ${unit}` : `${n} ${unit}s`;
}
