import { assertNever } from '../../../shared/assert-never.ts';
import { goTo } from '../routes/paths.ts';
import { askUnlock } from '../state/overlays.ts';
import type { ErrorAction } from './error-actions.ts';

/** Does what the button of an error says. `retry` is the view's own. */
export function runErrorAction(action: Exclude<ErrorAction, 'retry'>): void {
  switch (action) {
    case 'unlock':
      return askUnlock();
    case 'createWallet':
    case 'wallet':
      return goTo('/wallet');
    case 'network':
      return goTo('/settings');
    case 'work':
      return goTo('/work');
    case 'reload':
      return location.reload();
    default:
      return assertNever(action);
  }
}
