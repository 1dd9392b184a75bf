import { BrowserWindow, app, dialog } from 'electron';
import { approvalBox } from './approval-words.ts';
import type { AskPerson } from './confirm-approval.ts';

/** Escape, the closed box and Enter are all a no: a yes has to be reached for. */
export const askInBox: AskPerson = async (approval) => {
  const { message, detail, buttons } = approvalBox(approval, app.getLocale());
  const options = { type: 'warning' as const, title: 'Tessera', message, detail, buttons, defaultId: 0, cancelId: 0, noLink: true };
  const [window] = BrowserWindow.getAllWindows();
  const { response } = await (window === undefined ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options));
  return response === 1;
};
