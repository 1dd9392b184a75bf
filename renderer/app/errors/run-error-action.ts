import { assertNever } from '../../../shared/assert-never.ts';
import { goTo } from '../routes/paths.ts';
import { askUnlock } from '../state/overlays.ts';
import type { ErrorAction } from './error-actions.ts';

/** Does what the button of an error says. `retry` is the view's own. */
export function runErrorAction(action: Exclude<ErrorAction, 'retry'>): void {
  switch (action) {
    case 'unlock':
      askUnlock();
      return;
    case 'createWallet':
    case 'wallet':
      goTo('/wallet');
      return;
    case 'network':
      goTo('/settings');
      return;
    case 'work':
      goTo('/work');
      return;
    case 'reload':
      location.reload();
      return;
    default:
      return assertNever(action);
  }
}
