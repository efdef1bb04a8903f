import { client } from '../../../client/client.ts';
import type { DetectedServer } from '../../../../shared/models/model.ts';

/** The model servers found on this machine; none when detection fails. */
export async function detectServers(): Promise<readonly DetectedServer[]> {
  const result = await client.call('models.detect', {});
  return result.ok ? result.value.servers : [];
}
