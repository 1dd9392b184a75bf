/** Errors of new versions. */
export const errorsUpdates = {
  UPDATE_ABSENT: {
    sentence: 'This Tessera does not look for updates.',
    safe: 'Nothing was changed. Get new versions where this one came from.',
  },
  UPDATE_UNREACHABLE: {
    sentence: 'The update server cannot be reached.',
    safe: 'The version that you have works on. What has come already is kept and gone on from.',
  },
  UPDATE_MISSING: {
    sentence: 'The update server does not have what was asked for.',
    safe: 'Nothing was changed. A release may just be on its way: try again later.',
  },
  UPDATE_ELSEWHERE: {
    sentence: 'The update server leads to a place where no update comes from.',
    safe: 'Nothing was fetched from there. Another network may be the cure: a hotel’s page does this.',
  },
  UPDATE_TOO_LARGE: {
    sentence: 'The update server sends more than it may.',
    safe: 'It was cut off, and nothing of it was kept.',
  },
  UPDATE_FEED_BROKEN: {
    sentence: 'What the update server sent is no list of versions.',
    safe: 'Nothing of it was used. Try again later, or on another network.',
  },
  UPDATE_NOT_SIGNED: {
    sentence: 'The list of versions is not signed by the makers of Tessera.',
    safe: 'Nothing of it was used. If this goes on, look at the project’s own page.',
  },
  UPDATE_ROLLED_BACK: {
    sentence: 'The update server offers an older list than this machine has seen.',
    safe: 'Nothing was changed: somebody may want to keep you on an old version.',
  },
  UPDATE_NO_FILE: {
    sentence: 'The new version has no file for this system.',
    safe: 'The version that you have works on.',
  },
  UPDATE_DIFFERS: {
    sentence: 'The file is not the one that was signed.',
    safe: 'It was thrown away, and nothing of it ran. Fetch it again.',
  },
  UPDATE_STOPPED: {
    sentence: 'Fetching the new version was stopped.',
    safe: 'What has come is kept; it goes on from there.',
  },
  UPDATE_NOT_READY: {
    sentence: 'No new version lies ready.',
    safe: 'Nothing was changed. Look for one and fetch it first.',
  },
  UPDATE_HELD: {
    sentence: 'Not now: work is under way.',
    safe: 'Nothing was changed. The version that was fetched stays and is put in place later.',
  },
} as const;
