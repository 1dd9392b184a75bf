import { z } from 'zod';
import type { HostEventData, Result } from '../../shared/host-api.ts';
import type { Dispatch } from '../host/dispatch.ts';
import { fail } from '../host/context.ts';

type Approval = HostEventData<'wallet.approvals'>[number];

// Of its own, not the bridge's: with the bridge's schemas the code that can hold keys would come into the main process.
const argumentsSchema = z.object({ id: z.string().min(1) });
const approvalsSchema = z.array(z.custom<Approval>((value) => z.looseObject({ id: z.string() }).safeParse(value).success));

/** Puts a request before the person outside of the window: true is a yes. */
export type AskPerson = (approval: Approval) => Promise<boolean>;

/**
 * The host's door for the window, with one thing added: what moves value is confirmed by the person in a box of the
 * system's, from what the host itself has decoded. A window that was taken over can ask, and press nothing. Only a yes
 * hands the approval on to the host. One box at a time.
 */
export function confirmedDispatch(dispatch: Dispatch, ask: AskPerson): Dispatch {
  let isAsking = false;
  const confirmed = async (params: unknown): Promise<Result<unknown>> => {
    const args = argumentsSchema.safeParse(params);
    if (!args.success) return fail('BAD_ARGUMENTS', 'wallet.approve: id: not as expected', { field: 'id' });
    if (isAsking) return fail('APPROVAL_OPEN', 'Another request is being asked about', { fix: 'Answer that one first.' });
    isAsking = true;
    try {
      const { id } = args.data;
      const listed = await dispatch('wallet.approvals', {});
      const approvals = approvalsSchema.safeParse(listed.ok ? listed.value : []);
      const approval = approvals.success ? approvals.data.find((each) => each.id === id) : undefined;
      if (approval === undefined) return fail('UNKNOWN_APPROVAL', 'This request was answered already or has run out', { field: 'id', fix: 'Start the action again.' });
      if (await ask(approval)) return await dispatch('wallet.approve', { id });
      await dispatch('wallet.reject', { id });
      return fail('APPROVAL_REJECTED', 'The request was rejected in the system’s box', { fix: 'Ask for it again.' });
    } finally {
      isAsking = false;
    }
  };
  return (method, params) => (method === 'wallet.approve' ? confirmed(params) : dispatch(method, params));
}
