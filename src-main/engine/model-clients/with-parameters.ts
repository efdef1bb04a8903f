import type { ChatModel } from '#shared/models/model.ts';
import { requestWith, withDefaults } from '#shared/models/request-parameters.ts';
import type { RequestParameters } from '#shared/models/request-parameters.ts';

/** The model with parameters for all requests that do not set them, for whatever asks it: a selector, a team, a summary. */
export function withParameters(model: ChatModel, parameters: RequestParameters): ChatModel {
  const defaults = requestWith(parameters);
  const { name, local, provider, takesTurns, info } = model;
  return {
    name,
    local,
    ...(provider !== undefined && { provider }),
    ...(takesTurns !== undefined && { takesTurns }),
    ...(info !== undefined && { info }),
    stream: (request, signal) => model.stream(withDefaults(defaults, request), signal),
  };
}
