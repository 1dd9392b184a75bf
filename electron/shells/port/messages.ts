import type { HostError, HostEvent, HostEventData, Result } from '../../../shared/host-api.ts';
import type { UpdateTarget } from '../../host/updates/feed.ts';
import type { WindowMenu } from '../../../shared/menu.ts';
import type { HostFile } from '../serve/host-files.ts';

/*
 * What Electron's main process and the host's own process say to each other. The main process has no keys and reads no
 * labels: it hands calls on and files out. Only what structured cloning copies travels.
 */

/** How the host is started; the first message to it. */
export interface HostStart {
  readonly homeDir: string;
  readonly profile: string;
  readonly version: string;
  /** The package that this app was installed from; null where it runs from source. */
  readonly target: UpdateTarget | null;
}

/** Asked of the main process: the keychain is Electron's. */
export type KeychainQuestion = { readonly what: 'state' } | { readonly what: 'seal'; readonly text: string } | { readonly what: 'open'; readonly sealed: Uint8Array };

export type ToHost =
  | { readonly kind: 'start'; readonly start: HostStart }
  | { readonly kind: 'call'; readonly id: number; readonly method: unknown; readonly params: unknown }
  | { readonly kind: 'file'; readonly id: number; readonly file: HostFile }
  | { readonly kind: 'told'; readonly id: number; readonly value: unknown; readonly isFailed: boolean }
  | { readonly kind: 'lock' }
  /** What is to be put in place once the host has ended: asked for before, while it still knows what is under way. */
  | { readonly kind: 'order'; readonly id: number }
  | { readonly kind: 'close' };

export type FromHost =
  | { readonly kind: 'started'; readonly failure: HostError | null }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | EventMessage
  | { readonly kind: 'menu'; readonly menu: WindowMenu }
  | { readonly kind: 'notify'; readonly notice: { readonly title: string; readonly body: string } }
  | { readonly kind: 'ask'; readonly id: number; readonly question: KeychainQuestion }
  /** The person wants the new version now: the app ends, and comes up again. */
  | { readonly kind: 'restart' }
  | { readonly kind: 'closed' };

export type EventMessage = { [E in HostEvent]: { readonly kind: 'event'; readonly event: E; readonly data: HostEventData<E> } }[HostEvent];

/** One end of the line, as `process.parentPort` and a child of `utilityProcess` both are, once they are told how to listen. */
export interface Line<In, Out> {
  send(message: Out): void;
  onMessage(listener: (message: In) => void): void;
}
