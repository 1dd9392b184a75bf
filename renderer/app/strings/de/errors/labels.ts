import type { errorsLabels as source } from '../../en/errors/labels.ts';
import type { Translation } from '../../keys.ts';

export const errorsLabels = {
  BOX_EMPTY: {
    sentence: 'Eine Box hat keine Fläche.',
    safe: 'Vergrößern oder entfernen Sie sie.',
  },
  BOX_OUTSIDE: {
    sentence: 'Eine Box liegt außerhalb des Bilds.',
    safe: 'Schieben Sie sie ins Bild.',
  },
  CLASS_OUTSIDE: {
    sentence: 'Eine Region hat eine Klasse, die das Projekt nicht hat.',
    safe: 'Wählen Sie eine der Klassen des Projekts.',
  },
  CONFIDENCE_OUTSIDE: {
    sentence: 'Eine Konfidenz liegt nicht zwischen 0 und 100.',
    safe: 'Geben Sie eine von 0 bis 100 an.',
  },
  DETAILS_INVALID: {
    sentence: 'Die Details dieser Labels lassen sich nicht lesen.',
    safe: 'Die Labels selbst sind nicht betroffen.',
  },
  DUPLICATE: {
    sentence: 'Zwei Regionen einer Klasse decken dieselbe Stelle ab.',
    safe: 'Behalten Sie eine der beiden.',
  },
  NOT_ASCENDING: {
    sentence: 'Die kodierten Labels stehen nicht in der richtigen Reihenfolge.',
    safe: 'Nichts wurde daraus übernommen.',
  },
  NOT_A_NUMBER: {
    sentence: 'Eine Koordinate ist keine Zahl.',
    safe: 'Zeichnen Sie die Box neu.',
  },
  NOT_SAVED: {
    sentence: 'Die letzte Änderung ist noch nicht gespeichert.',
    safe: 'Sie ist nicht verloren, und das Speichern wird von selbst wiederholt.',
  },
  REGION_UNKNOWN: {
    sentence: 'Eine Region, um die es geht, gibt es nicht mehr.',
    safe: 'Nichts wurde geändert.',
  },
  REGION_EXISTS: {
    sentence: 'Eine Region dieses Namens gibt es schon.',
    safe: 'Nichts wurde geändert.',
  },
  FIELD_UNKNOWN: {
    sentence: 'Eine Region dieser Art hat nicht, was gesetzt werden sollte.',
    safe: 'Nichts wurde geändert.',
  },
  INDEX_OUTSIDE: {
    sentence: 'Eine Region sollte an eine Stelle, die es nicht gibt.',
    safe: 'Nichts wurde geändert.',
  },
  ORDER_INCOMPLETE: {
    sentence: 'Eine neue Reihenfolge nennt nicht jede Region einmal.',
    safe: 'Nichts wurde geändert.',
  },
  NO_CLASS: {
    sentence: 'Das Element hat noch keine Klasse.',
    safe: 'Wählen Sie eine oder markieren Sie das Element als nicht entscheidbar.',
  },
  SIZE_UNKNOWN: {
    sentence: 'Die Größe dieses Elements ist nicht bekannt.',
    safe: 'Holen Sie das Paket des Projekts erneut.',
  },
  SPAN_EMPTY: {
    sentence: 'Eine Textstelle enthält kein Zeichen.',
    safe: 'Markieren Sie mindestens ein Zeichen oder entfernen Sie sie.',
  },
  SPAN_OFFSETS: {
    sentence: 'Die beiden Zählungen einer Textstelle passen nicht zueinander.',
    safe: 'Markieren Sie sie neu.',
  },
  SPAN_OUTSIDE: {
    sentence: 'Eine Textstelle liegt außerhalb des Textes.',
    safe: 'Markieren Sie sie neu.',
  },
  SPAN_QUOTE: {
    sentence: 'Die Wörter einer Textstelle sind nicht die im Text.',
    safe: 'Prüfen Sie, ob es der annotierte Text ist, und markieren Sie sie neu.',
  },
  TOO_MANY_REGIONS: {
    sentence: 'Es sind mehr Regionen, als ein Element haben kann.',
    safe: 'Entfernen Sie einige.',
  },
  TRAILING_BYTES: {
    sentence: 'Nach dem letzten Label folgt noch etwas.',
    safe: 'Nichts wurde daraus übernommen.',
  },
  TRUNCATED: {
    sentence: 'Die Labels enden zu früh.',
    safe: 'Nichts wurde daraus übernommen.',
  },
  WRONG_KIND: {
    sentence: 'Eine Region ist nicht von der Art des Projekts.',
    safe: 'Entfernen Sie sie und annotieren Sie neu.',
  },
} as const satisfies Translation<typeof source>;
