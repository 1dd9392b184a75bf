/** Errors of the window’s storage, the journal and the labels kept there. */
export const errorsStore = {
  DISK_FULL: {
    sentence: 'The disk is full.',
    safe: 'What is shown as saved is saved. Free some space before you go on: the next change may not fit.',
  },
  STORAGE_FULL: {
    sentence: 'The window’s storage is full.',
    safe: 'What is shown as saved is saved. Free some disk space before you go on.',
  },
  STORAGE_FAILED: {
    sentence: 'The last change could not be written to the window’s storage.',
    safe: 'It is still on the screen. Everything before it is saved, here and in the journal.',
  },
  STORE_UNOPENED: {
    sentence: 'The browser does not open this window’s storage.',
    safe: 'What was saved lies in the journal too. Free some space if the disk is full. Where another try does not help, close all windows and start Tessera again: after a full disk the browser opens its storage only then.',
  },
  NOT_SAVED: {
    sentence: 'The last change could not be saved.',
    safe: 'It is still on the screen. Everything before it is saved.',
  },
  STORE_CLOSED: {
    sentence: 'The window’s storage was closed.',
    safe: 'Everything that was saved is there. Another window may have taken over; reload this one.',
  },
  LOCKS_MISSING: {
    sentence: 'This browser cannot keep two windows from overwriting each other.',
    safe: 'Nothing was opened. Use a current Chromium, Chrome, Edge or the desktop app.',
  },
  NEWER_VERSION: {
    sentence: 'This data was written by a newer Tessera.',
    safe: 'Nothing was changed. Update Tessera to open it.',
  },
  JOURNAL_WRITE_FAILED: {
    sentence: 'The journal could not be written.',
    safe: 'The change is in the window’s storage. Check that the disk has space and can be written to.',
  },
  JOURNAL_BROKEN: {
    sentence: 'The disk did not confirm the last write to the journal.',
    safe: 'The change is in the window’s storage. Start Tessera again before you seal more.',
  },
  JOURNAL_CLOSED: {
    sentence: 'Tessera is closing.',
    safe: 'What is shown as saved is saved.',
  },
  JOURNAL_DAMAGED: {
    sentence: 'The journal was changed from outside or is damaged.',
    safe: 'The labels in the window’s storage are untouched. Keep a copy of the journal folder before you go on.',
  },
  SEAT_UNKNOWN: {
    sentence: 'This seat is not known on this machine.',
    safe: 'Nothing was changed. It may belong to another account or network.',
  },
  SIGNED: {
    sentence: 'This batch is signed and cannot be changed any more.',
    safe: 'Its labels are kept as they were signed.',
  },
  LABELS_CHANGED: {
    sentence: 'The stored labels are not the ones that were sealed.',
    safe: 'Nothing was sent. Open the item, check it and seal it again.',
  },
  ITEM_UNKNOWN: {
    sentence: 'There is no such item in this batch.',
    safe: 'Nothing was changed.',
  },
  LABELS_DAMAGED: {
    sentence: 'The stored labels of this item cannot be read.',
    safe: 'The other items are untouched. The journal can restore this one.',
  },
  ENTRY_TOO_LARGE: {
    sentence: 'The change is too large for the journal.',
    safe: 'It is in the window’s storage.',
  },
  ITEM_OPEN: {
    sentence: 'An item of this batch is not sealed.',
    safe: 'Nothing was signed. Seal it, or mark it as cannot tell.',
  },
  NOT_JSON: {
    sentence: 'The change holds something that the journal cannot keep.',
    safe: 'It is in the window’s storage.',
  },
  OPENING_MISSING: {
    sentence: 'The labels or the key on this machine do not open this seat’s commitment.',
    safe: 'Nothing was sent. Rebuild from the journal, or open the profile that signed.',
  },
  SEAL_BROKEN: {
    sentence: 'What is on this disk is not what was sealed.',
    safe: 'Nothing was sent. Open the items of this batch and seal them again.',
  },
  SEAL_FAILED: {
    sentence: 'The item could not be sealed.',
    safe: 'Its labels are kept.',
  },
  PROFILE_HAS_WORK: {
    sentence: 'This profile has work of its own.',
    safe: 'Nothing was changed. Restore into a new profile: start Tessera with --profile and another name.',
  },
  NOT_A_BACKUP: {
    sentence: 'This file is no backup of Tessera.',
    safe: 'Nothing was changed.',
  },
  BACKUP_NEWER: {
    sentence: 'The backup was made by a newer Tessera.',
    safe: 'Nothing was changed. Update Tessera to restore it.',
  },
  BACKUP_DAMAGED: {
    sentence: 'The backup was changed or is damaged.',
    safe: 'Nothing was changed. Another copy of the file may be whole.',
  },
  BACKUP_CUT_OFF: {
    sentence: 'A part of the backup is missing.',
    safe: 'Nothing was changed. Copy the file again: it ends early.',
  },
  BACKUP_FAILED: {
    sentence: 'The backup could not be written.',
    safe: 'Your labels are untouched.',
  },
  BACKUP_MISSING: {
    sentence: 'The backup is not there any more.',
    safe: 'Your labels are untouched. Make it again.',
  },
  UPLOAD_GAP: {
    sentence: 'The file did not arrive whole.',
    safe: 'Nothing was changed. Try it again.',
  },
  JOURNAL_SOUND: {
    sentence: 'The journal can be used as it is.',
    safe: 'Nothing was changed.',
  },
} as const;
