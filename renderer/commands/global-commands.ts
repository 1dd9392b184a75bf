import { defineCommands } from './types.ts';

export const globalCommands = defineCommands([
  { id: 'go.work', title: 'app:command.goWork', group: 'go', scope: 'global', keys: ['Alt+Digit1'] },
  { id: 'go.sync', title: 'app:command.goSync', group: 'go', scope: 'global', keys: ['Alt+Digit2'] },
  { id: 'go.earnings', title: 'app:command.goEarnings', group: 'go', scope: 'global', keys: ['Alt+Digit3'] },
  { id: 'go.wallet', title: 'app:command.goWallet', group: 'go', scope: 'global', keys: ['Alt+Digit4'] },
  { id: 'go.review', title: 'app:command.goReview', group: 'go', scope: 'global', keys: ['Alt+Digit5'] },
  { id: 'go.lead', title: 'app:command.goLead', group: 'go', scope: 'global', keys: ['Alt+Digit6'] },
  { id: 'go.settings', title: 'app:command.goSettings', group: 'go', scope: 'global', keys: ['Mod+,'] },
  { id: 'go.practice', title: 'app:command.goPractice', group: 'go', scope: 'global', keys: ['Alt+Digit7'] },
  { id: 'go.guide', title: 'app:command.goGuide', group: 'go', scope: 'global', keys: ['Shift+F1'] },
  { id: 'window.tour', title: 'app:command.tour', group: 'window', scope: 'global', keys: [] },
  { id: 'window.palette', title: 'app:command.palette', group: 'window', scope: 'global', keys: ['Mod+K'], isInFields: true, isHidden: true },
  { id: 'window.help', title: 'app:command.help', group: 'window', scope: 'global', keys: ['?', 'F1'] },
  { id: 'window.keys', title: 'app:command.keys', group: 'window', scope: 'global', keys: [] },
  { id: 'window.theme', title: 'app:command.theme', group: 'window', scope: 'global', keys: ['Mod+Alt+T'] },
  { id: 'wallet.lock', title: 'app:command.lock', group: 'wallet', scope: 'global', keys: ['Mod+Alt+L'] },
  { id: 'wallet.unlock', title: 'app:command.unlock', group: 'wallet', scope: 'global', keys: [] },
  { id: 'wallet.send', title: 'app:command.send', group: 'wallet', scope: 'global', keys: [] },
  { id: 'wallet.create', title: 'app:command.createWallet', group: 'wallet', scope: 'global', keys: [] },
  { id: 'wallet.import', title: 'app:command.importWallet', group: 'wallet', scope: 'global', keys: [] },
]);
