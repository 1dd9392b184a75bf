/** What is wrong with a label, by the codec’s code: said when an item is sealed. */
export const errorsLabels = {
  BOX_EMPTY: {
    sentence: 'A box has no area.',
    safe: 'Make it larger, or remove it.',
  },
  BOX_OUTSIDE: {
    sentence: 'A box lies outside the image.',
    safe: 'Move it into the image.',
  },
  CLASS_OUTSIDE: {
    sentence: 'A region has a class that the project does not have.',
    safe: 'Choose one of the project’s classes.',
  },
  CONFIDENCE_OUTSIDE: {
    sentence: 'A confidence is not between 0 and 100.',
    safe: 'Give one from 0 to 100.',
  },
  DETAILS_INVALID: {
    sentence: 'The details of these labels cannot be read.',
    safe: 'The labels themselves are not touched.',
  },
  DUPLICATE: {
    sentence: 'Two regions of one class cover the same place.',
    safe: 'Keep one of the two.',
  },
  NOT_ASCENDING: {
    sentence: 'The encoded labels are not in order.',
    safe: 'Nothing was taken from them.',
  },
  NOT_A_NUMBER: {
    sentence: 'A coordinate is not a number.',
    safe: 'Draw the box again.',
  },
  NOT_SAVED: {
    sentence: 'The last change is not saved yet.',
    safe: 'It is kept, and tried again by itself.',
  },
  REGION_UNKNOWN: {
    sentence: 'A region that this is about is not there any more.',
    safe: 'Nothing was changed.',
  },
  REGION_EXISTS: {
    sentence: 'A region of this name is there already.',
    safe: 'Nothing was changed.',
  },
  FIELD_UNKNOWN: {
    sentence: 'A region of this kind does not have what was to be set.',
    safe: 'Nothing was changed.',
  },
  INDEX_OUTSIDE: {
    sentence: 'A region was to go to a place that there is not.',
    safe: 'Nothing was changed.',
  },
  ORDER_INCOMPLETE: {
    sentence: 'A new order does not name every region once.',
    safe: 'Nothing was changed.',
  },
  NO_CLASS: {
    sentence: 'The item has no class yet.',
    safe: 'Choose one, or mark the item as cannot tell.',
  },
  SIZE_UNKNOWN: {
    sentence: 'The size of this item is not known.',
    safe: 'Fetch the project’s pack again.',
  },
  SPAN_EMPTY: {
    sentence: 'A span holds no character.',
    safe: 'Mark at least one character, or remove the span.',
  },
  SPAN_OFFSETS: {
    sentence: 'A span’s two counts of characters do not fit each other.',
    safe: 'Mark it again.',
  },
  SPAN_OUTSIDE: {
    sentence: 'A span lies outside the text.',
    safe: 'Mark it again.',
  },
  SPAN_QUOTE: {
    sentence: 'A span’s words are not the ones in the text.',
    safe: 'Check that the text is the one that was labelled, and mark it again.',
  },
  TOO_MANY_REGIONS: {
    sentence: 'There are more regions than an item can have.',
    safe: 'Remove some.',
  },
  TRAILING_BYTES: {
    sentence: 'There is something after the last label.',
    safe: 'Nothing was taken from it.',
  },
  TRUNCATED: {
    sentence: 'The labels end too early.',
    safe: 'Nothing was taken from them.',
  },
  WRONG_KIND: {
    sentence: 'A region is not of the project’s kind.',
    safe: 'Remove it and label it again.',
  },
} as const;
