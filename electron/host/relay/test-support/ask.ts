import type { RelayRequest } from '../../../../shared/protocol/relay.ts';

export interface Said {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly retryAfter: string | null;
}

export async function post(url: string, body: RelayRequest | string, headers: Record<string, string> = {}): Promise<Said> {
  const response = await fetch(`${url}/v1/operations`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, retryAfter: response.headers.get('retry-after') };
}

export async function statusOf(url: string, hash: unknown): Promise<Record<string, unknown>> {
  return (await (await fetch(`${url}/v1/operations/${String(hash)}`)).json()) as Record<string, unknown>;
}

/** Asks until the relay says that the operation is over. */
export async function outcome(url: string, hash: unknown, timeoutMs = 30_000): Promise<Record<string, unknown>> {
  for (const startMs = Date.now(); Date.now() - startMs < timeoutMs; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const said = await statusOf(url, hash);
    if (said['status'] === 'done' || said['status'] === 'refused') return said;
  }
  throw new Error(`the operation was not over within ${timeoutMs} ms`);
}
