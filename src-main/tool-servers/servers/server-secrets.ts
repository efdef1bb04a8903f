import { serverSecretsSchema } from '#shared/tools/tool-server.ts';
import type { ServerSecrets } from '#shared/tools/tool-server.ts';
import type { Secrets } from '../ports.ts';

/** The values of the environment variables or headers of each server. */
export class ServerValues {
  readonly #secrets: Secrets;

  constructor(secrets: Secrets) {
    this.#secrets = secrets;
  }

  async get(serverId: string): Promise<ServerSecrets> {
    const text = await this.#secrets.get(slot(serverId));
    return text === null ? {} : (serverSecretsSchema.safeParse(parsed(text)).data ?? {});
  }

  async set(serverId: string, values: ServerSecrets): Promise<void> {
    if (Object.keys(values).length === 0) await this.#secrets.remove(slot(serverId));
    else await this.#secrets.set(slot(serverId), JSON.stringify(values));
  }
}

function slot(serverId: string): string {
  return `tools#${serverId}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
