/** Errors of the host, and of the window itself. */
export const errorsHost = {
  HOST_UNREACHABLE: {
    sentence: 'The window has lost its host.',
    safe: 'What is shown as saved is saved. If Tessera was stopped in its terminal, start it again.',
  },
  NOT_CONNECTED: {
    sentence: 'The window has lost its host.',
    safe: 'What is shown as saved is saved. If Tessera was stopped in its terminal, start it again.',
  },
  TOO_MANY_REQUESTS: {
    sentence: 'Too many requests wait already.',
    safe: 'Nothing was added. Answer those in the wallet first.',
  },
  SERVICE_UNAVAILABLE: {
    sentence: 'A part of the host did not start.',
    safe: 'Labels that are shown as saved are on this disk.',
  },
  PROFILE_IN_USE: {
    sentence: 'This profile is open in another Tessera.',
    safe: 'Nothing was changed. Use the other window, or start with another profile.',
  },
  BAD_ARGUMENTS: {
    sentence: 'A value was not understood.',
    safe: 'Nothing was changed.',
  },
  BAD_ADDRESS: {
    sentence: 'This is not an address.',
    safe: 'Nothing was sent. An address is 0x and 40 hexadecimal digits.',
  },
  INTERNAL: {
    sentence: 'The host stumbled over a fault of its own.',
    safe: 'Labels that are shown as saved are on this disk.',
  },
  VIEW_FAULT: {
    sentence: 'This view stumbled over a fault of its own.',
    safe: 'The rest of the window works, and what is shown as saved is saved.',
  },
  BAD_CALL: {
    sentence: 'The window asked the host for something that it does not understand.',
    safe: 'Nothing was changed.',
  },
  HOST_ANSWER_INVALID: {
    sentence: 'The host’s answer was not understood.',
    safe: 'Close Tessera, start it again and reload the window.',
  },
  HOST_REFUSED: {
    sentence: 'The host did not let this window in.',
    safe: 'Open the address that Tessera printed when it started.',
  },
  HOST_TIMEOUT: {
    sentence: 'The host has not answered in time.',
    safe: 'Look whether it was done before you try again.',
  },
  SENDER_REFUSED: {
    sentence: 'The host did not take this request from this window.',
    safe: 'Nothing was changed.',
  },
  UNKNOWN_METHOD: {
    sentence: 'The host does not know this request.',
    safe: 'Nothing was changed. Window and host are of two versions: start Tessera again.',
  },
  QUALITY_FAILED: {
    sentence: 'The figures could not be computed.',
    safe: 'Nothing was changed: they are made anew from the index at any time. Reload the window.',
  },
  REVIEW_FILE_INVALID: {
    sentence: 'This is not a file of reviews.',
    safe: 'Nothing was taken in. Choose a file that “Save my reviews” made.',
  },
  REVIEW_FILE_ELSEWHERE: {
    sentence: 'These reviews are of another network.',
    safe: 'Nothing was taken in. Choose the file’s network in the settings first.',
  },
  WRONG_ACCOUNT: {
    sentence: 'That is another account’s.',
    safe: 'Nothing was signed. Choose the account in the wallet.',
  },
  PASSPORT_INVALID: {
    sentence: 'A score in the passport does not follow from its events.',
    safe: 'Nothing was signed. Let the window read the chain again, then try again.',
  },
} as const;
