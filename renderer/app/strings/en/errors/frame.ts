/** What stands around every error. */
export const errorsFrame = {
  code: 'Code {{code}}',
  field: 'In {{field}}',
  reported: 'What was reported, in English',
  action: {
    retry: 'Try again',
    unlock: 'Unlock the wallet',
    createWallet: 'Create a wallet',
    network: 'Network settings',
    wallet: 'Open the wallet',
    work: 'Back to work',
    reload: 'Reload the window',
  },
  LICENCES_MISSING: {
    sentence: 'The list of licences could not be read.',
    safe: 'It is a file of the app, licences.json. Nothing else depends on it.',
  },
  unknown: {
    sentence: 'Something happened that was not foreseen.',
    safe: 'Labels that are shown as saved are on this disk. Nothing was sent twice.',
  },
} as const;
