/** Errors of packs: their files, their schema, what is sent into them, what is exported. */
export const errorsPacks = {
  NOT_A_PACK: {
    sentence: 'This file is no pack.',
    safe: 'Nothing was taken in. A pack is a zip file with a manifest, as a lead publishes it.',
  },
  PACK_MISSING: {
    sentence: 'The images and texts of this project are not on this disk.',
    safe: 'Your seats are kept. The pack can be fetched again.',
  },
  PACK_BROKEN: {
    sentence: 'The project’s files do not match what the project named.',
    safe: 'They were not used. Your labels are kept; the pack can be fetched again.',
  },
  PACK_ALTERED: {
    sentence: 'The pack was changed on its way.',
    safe: 'What differs was not kept. Get the pack from another place.',
  },
  PACK_BUDGET: {
    sentence: 'The pack does not fit into the room that packs may take.',
    safe: 'Nothing was taken off the disk. Raise the budget in the settings, or take off a pack that is not needed.',
  },
  BAD_PACK_URI: {
    sentence: 'This is no place to get a pack from.',
    safe: 'Nothing was asked for there.',
  },
  SOURCE_GONE: {
    sentence: 'The folder or stick is not there any more.',
    safe: 'What has come is kept, and it goes on from there.',
  },
  SOURCE_LACKS_FILE: {
    sentence: 'The place lacks a file of the pack.',
    safe: 'What has come is kept. Ask the lead, or get the pack from another place.',
  },
  SOURCE_TOO_LARGE: {
    sentence: 'The place sends more than the pack has.',
    safe: 'It was broken off. What was right is kept; get the rest from another place.',
  },
  SOURCE_BROKEN: {
    sentence: 'This is no archive that can be read.',
    safe: 'Nothing of it was kept.',
  },
  GOLD_SHORT: {
    sentence: 'A batch has too few known answers.',
    safe: 'Nothing was signed and nothing was sent.',
  },
  GOLD_MISSING: {
    sentence: 'The known answers are not on this machine.',
    safe: 'Nothing was sent. They are kept by the profile that made the pack.',
  },
  BAD_GOLD_ANSWER: {
    sentence: 'A known answer cannot be one.',
    safe: 'Nothing was signed and nothing was sent.',
  },
  PACK_NOT_KEPT: {
    sentence: 'The pack could not be written.',
    safe: 'The files that you chose are untouched. Check that the disk has space.',
  },
  ASSET_MISSING: {
    sentence: 'This item’s file is not on this disk.',
    safe: 'Your labels are kept. Go on with the other items.',
  },
  ASSET_UNAVAILABLE: {
    sentence: 'This item’s file cannot be had now.',
    safe: 'Your labels are kept. Go on with the other items.',
  },
  ASSET_ALTERED: {
    sentence: 'This item’s file is not the one that the project named.',
    safe: 'It was not shown. Your labels are kept; fetch the pack again.',
  },
  IMAGE_UNREADABLE: {
    sentence: 'This file is no image that can be read.',
    safe: 'The other files were taken.',
  },
  TEXT_UNREADABLE: {
    sentence: 'This file is no text that can be read.',
    safe: 'The other files were taken.',
  },
  NO_ITEMS: {
    sentence: 'None of these files can be used.',
    safe: 'They are untouched. Below is what is wrong with them.',
  },
  SCHEMA_INVALID: {
    sentence: 'The project’s schema cannot be used.',
    safe: 'Nothing was opened. Below is what to change.',
  },
  FILE_TOO_LARGE: {
    sentence: 'This file is too large.',
    safe: 'It was not taken. The other files were.',
  },
  ASSET_NOT_SERVED: {
    sentence: 'The file could not be served to the window.',
    safe: 'Your labels are kept. Go on with the other items.',
  },
  BAD_PATH: {
    sentence: 'This file’s name cannot be taken.',
    safe: 'The other files are not touched by it. Rename the file or its folder.',
  },
  BAD_STAGING: {
    sentence: 'The files that were sent have no place any more.',
    safe: 'Nothing was kept of them. Choose them again.',
  },
  CHUNK_TOO_LARGE: {
    sentence: 'A piece of a file is too large.',
    safe: 'Nothing was kept of it. Send the file again.',
  },
  EXPORT_MISSING: {
    sentence: 'There is no such file of an export.',
    safe: 'Nothing was changed. Export the project again.',
  },
  MANIFEST_INVALID: {
    sentence: 'The pack cannot be described.',
    safe: 'Nothing was made. Change the field that is named and try again.',
  },
  MANIFEST_ROOT: {
    sentence: 'This pack is not the one of the project.',
    safe: 'Nothing was taken from it.',
  },
  FORMAT_UNFIT: {
    sentence: 'This format cannot hold what the project asks for.',
    safe: 'Choose another format.',
  },
  NOTHING_SETTLED: {
    sentence: 'No item of the project is settled yet.',
    safe: 'Export again when a batch has been settled.',
  },
  SAMPLE_BROKEN: {
    sentence: 'The sample cannot be read.',
    safe: 'Your own projects are untouched.',
  },
  SAMPLE_MISSING: {
    sentence: 'The sample is not on this machine.',
    safe: 'Your own projects are untouched.',
  },
  INGEST_RUNNING: {
    sentence: 'A pack of this name is being made already.',
    safe: 'That one goes on.',
  },
  INGEST_STOPPED: {
    sentence: 'Making the pack was stopped.',
    safe: 'There is no pack yet. Start again: what was taken is not read again.',
  },
  NOTHING_NEW: {
    sentence: 'Earlier packs have every file of it.',
    safe: 'Nothing was made.',
  },
  STAGING_EMPTY: {
    sentence: 'No file has arrived.',
    safe: 'Nothing was made. Choose the files again.',
  },
  STAGING_FAILED: {
    sentence: 'The file could not be kept.',
    safe: 'Check that the disk has space, and try again.',
  },
  STAGING_GAP: {
    sentence: 'A piece of the file is missing.',
    safe: 'Send the file again from its start.',
  },
  COCO_INVALID: {
    sentence: 'This is no COCO file.',
    safe: 'Nothing was taken from it; the other files are.',
  },
  BAD_FILE: {
    sentence: 'The file cannot be read as what it should be.',
    safe: 'Nothing was taken from it.',
  },
  BAD_GATEWAY: {
    sentence: 'This is no address of a gateway.',
    safe: 'The gateway is as it was.',
  },
  BAD_REDIRECT: {
    sentence: 'The place leads on to something that is no web address.',
    safe: 'Nothing was fetched from there. What has come is kept.',
  },
  FETCH_FAILED: {
    sentence: 'Getting the pack failed.',
    safe: 'What has come is kept, and it goes on from there.',
  },
  NOTHING_READ: {
    sentence: 'Nothing in it could be read.',
    safe: 'Nothing was written.',
  },
  NO_PERMIT: {
    sentence: 'The token takes no signed permits, so that this one step needs a transaction of your own.',
    safe: 'Nothing was sent.',
  },
  OUT_FAILED: {
    sentence: 'The file or folder could not be written.',
    safe: 'What was there before is as it was.',
  },
  CONVERT_STOPPED: {
    sentence: 'The conversion was stopped.',
    safe: 'Nothing of it was left behind.',
  },
  OUT_NOT_EMPTY: {
    sentence: 'There is something in that place already.',
    safe: 'Nothing there was touched.',
  },
  PORT_IN_USE: {
    sentence: 'The port is taken.',
    safe: 'Nothing was started.',
  },
  RELAY_DIR: {
    sentence: 'The relay’s folder cannot be used.',
    safe: 'Nothing was started.',
  },
  RELAY_IN_USE: {
    sentence: 'Another relay uses this folder.',
    safe: 'Nothing was started.',
  },
  SOURCE_BROKE_OFF: {
    sentence: 'The place broke off while sending.',
    safe: 'What has come is kept, and it goes on from there.',
  },
  SOURCE_REFUSES: {
    sentence: 'The place does not give the pack.',
    safe: 'What has come is kept. Ask the lead, or get the pack from another place.',
  },
  SOURCE_SILENT: {
    sentence: 'The place does not answer.',
    safe: 'What has come is kept, and it is tried again.',
  },
  SOURCE_TOO_SLOW: {
    sentence: 'The place sends too slowly to go on.',
    safe: 'What has come is kept, and it is tried again.',
  },
  SOURCE_UNREACHABLE: {
    sentence: 'The place cannot be reached.',
    safe: 'What has come is kept, and it is tried again.',
  },
  TARGET_EXISTS: {
    sentence: 'There is something of this name already.',
    safe: 'Nothing there was touched.',
  },
  TOO_MANY_REDIRECTS: {
    sentence: 'The place leads from one address to the next without end.',
    safe: 'Nothing was fetched from there.',
  },
  UNKNOWN_FETCH: {
    sentence: 'This pack is not on its way.',
    safe: 'Nothing was changed.',
  },
} as const;
