import type { HostClient, HostError } from '../../../shared/host-api.ts';

const CHUNK_BYTES = 1024 * 1024;

/** A file or rows to the host, piece by piece. @returns its name there, or why it could not be sent */
export async function sendBlob(host: HostClient, blob: Blob, tell: (doneBytes: number) => void): Promise<{ ok: true; value: string } | { ok: false; error: HostError }> {
  const uploadId = crypto.randomUUID();
  for (let offset = 0; offset < blob.size || offset === 0; offset += CHUNK_BYTES) {
    const chunk = new Uint8Array(await blob.slice(offset, offset + CHUNK_BYTES).arrayBuffer());
    const sent = await host.call('backup.upload', { uploadId, offset, chunk });
    if (!sent.ok) return sent;
    tell(Math.min(blob.size, offset + chunk.length));
  }
  return { ok: true, value: uploadId };
}
