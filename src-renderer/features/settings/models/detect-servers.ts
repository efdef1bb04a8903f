import { client } from '../../../client/client.ts';
import type { DetectedServer } from '../../../../shared/models/model.ts';

/** Model servers that run on this machine; none when they cannot be looked for. */
export async function detectServers(): Promise<readonly DetectedServer[]> {
  const result = await client.call('models.detect', {});
  return result.ok ? result.value.servers : [];
}
