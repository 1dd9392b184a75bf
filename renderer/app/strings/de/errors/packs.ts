import type { errorsPacks as source } from '../../en/errors/packs.ts';
import type { Translation } from '../../keys.ts';

export const errorsPacks = {
  PACK_MISSING: {
    sentence: 'Die Bilder und Texte dieses Projekts sind nicht auf diesem Datenträger.',
    safe: 'Ihre Plätze bleiben erhalten. Das Paket lässt sich erneut holen.',
  },
  PACK_BROKEN: {
    sentence: 'Die Dateien des Projekts sind nicht die, die das Projekt nennt.',
    safe: 'Sie wurden nicht verwendet. Ihre Labels bleiben erhalten; das Paket lässt sich erneut holen.',
  },
  PACK_ALTERED: {
    sentence: 'Das Paket wurde unterwegs verändert.',
    safe: 'Was abweicht, wurde nicht behalten. Holen Sie das Paket von einem anderen Ort.',
  },
  PACK_BUDGET: {
    sentence: 'Das Paket passt nicht in den Platz, den Pakete belegen dürfen.',
    safe: 'Nichts wurde von der Platte genommen. Erhöhen Sie in den Einstellungen den Platz, oder nehmen Sie ein Paket von der Platte, das nicht gebraucht wird.',
  },
  BAD_PACK_URI: {
    sentence: 'Das ist kein Ort, von dem sich ein Paket holen lässt.',
    safe: 'Dort wurde nichts abgefragt.',
  },
  SOURCE_GONE: {
    sentence: 'Der Ordner oder Stick ist nicht mehr da.',
    safe: 'Was gekommen ist, bleibt, und von dort geht es weiter.',
  },
  SOURCE_LACKS_FILE: {
    sentence: 'Dem Ort fehlt eine Datei des Pakets.',
    safe: 'Was gekommen ist, bleibt. Fragen Sie den Lead, oder holen Sie das Paket von einem anderen Ort.',
  },
  SOURCE_TOO_LARGE: {
    sentence: 'Der Ort sendet mehr, als das Paket hat.',
    safe: 'Es wurde abgebrochen. Was richtig war, bleibt; holen Sie den Rest von einem anderen Ort.',
  },
  SOURCE_BROKEN: {
    sentence: 'Das ist kein Archiv, das sich lesen lässt.',
    safe: 'Nichts davon wurde behalten.',
  },
  GOLD_SHORT: {
    sentence: 'Ein Stapel hat zu wenige bekannte Antworten.',
    safe: 'Nichts wurde signiert und nichts gesendet.',
  },
  GOLD_MISSING: {
    sentence: 'Die bekannten Antworten sind nicht auf diesem Rechner.',
    safe: 'Nichts wurde gesendet. Das Profil, das das Paket erstellt hat, bewahrt sie auf.',
  },
  BAD_GOLD_ANSWER: {
    sentence: 'Eine bekannte Antwort ist keine mögliche Antwort.',
    safe: 'Nichts wurde signiert und nichts gesendet.',
  },
  PACK_NOT_KEPT: {
    sentence: 'Das Paket ließ sich nicht schreiben.',
    safe: 'Die gewählten Dateien sind unberührt. Prüfen Sie, ob der Datenträger Platz hat.',
  },
  ASSET_MISSING: {
    sentence: 'Die Datei dieses Elements ist nicht auf diesem Datenträger.',
    safe: 'Ihre Labels bleiben erhalten. Fahren Sie mit den anderen Elementen fort.',
  },
  ASSET_UNAVAILABLE: {
    sentence: 'Die Datei dieses Elements ist derzeit nicht zu bekommen.',
    safe: 'Ihre Labels bleiben erhalten. Fahren Sie mit den anderen Elementen fort.',
  },
  ASSET_ALTERED: {
    sentence: 'Die Datei dieses Elements ist nicht die, die das Projekt nennt.',
    safe: 'Sie wurde nicht angezeigt. Ihre Labels bleiben erhalten; holen Sie das Paket erneut.',
  },
  IMAGE_UNREADABLE: {
    sentence: 'Diese Datei ist kein lesbares Bild.',
    safe: 'Die anderen Dateien wurden aufgenommen.',
  },
  TEXT_UNREADABLE: {
    sentence: 'Diese Datei ist kein lesbarer Text.',
    safe: 'Die anderen Dateien wurden aufgenommen.',
  },
  NO_ITEMS: {
    sentence: 'Keine dieser Dateien lässt sich verwenden.',
    safe: 'Sie sind unberührt. Unten steht, was ihnen fehlt.',
  },
  SCHEMA_INVALID: {
    sentence: 'Das Schema des Projekts lässt sich nicht verwenden.',
    safe: 'Nichts wurde eröffnet. Unten steht, was zu ändern ist.',
  },
  FILE_TOO_LARGE: {
    sentence: 'Diese Datei ist zu groß.',
    safe: 'Sie wurde nicht aufgenommen, die anderen schon.',
  },
  ASSET_NOT_SERVED: {
    sentence: 'Die Datei ließ sich nicht an das Fenster liefern.',
    safe: 'Ihre Labels bleiben erhalten. Fahren Sie mit den anderen Elementen fort.',
  },
  BAD_PATH: {
    sentence: 'Der Name dieser Datei lässt sich nicht übernehmen.',
    safe: 'Die anderen Dateien sind davon nicht betroffen. Benennen Sie die Datei oder ihren Ordner um.',
  },
  BAD_STAGING: {
    sentence: 'Für die gesendeten Dateien gibt es keinen Ort mehr.',
    safe: 'Nichts davon wurde behalten. Wählen Sie sie erneut.',
  },
  CHUNK_TOO_LARGE: {
    sentence: 'Ein Stück einer Datei ist zu groß.',
    safe: 'Nichts davon wurde behalten. Senden Sie die Datei erneut.',
  },
  EXPORT_MISSING: {
    sentence: 'Diese Datei eines Exports gibt es nicht.',
    safe: 'Nichts wurde geändert. Exportieren Sie das Projekt erneut.',
  },
  MANIFEST_INVALID: {
    sentence: 'Das Paket lässt sich nicht beschreiben.',
    safe: 'Nichts wurde erstellt. Ändern Sie das genannte Feld und versuchen Sie es erneut.',
  },
  MANIFEST_ROOT: {
    sentence: 'Dieses Paket ist nicht das des Projekts.',
    safe: 'Nichts wurde daraus übernommen.',
  },
  FORMAT_UNFIT: {
    sentence: 'Dieses Format hat keinen Platz für das, wonach das Projekt fragt.',
    safe: 'Wählen Sie ein anderes Format.',
  },
  NOTHING_SETTLED: {
    sentence: 'Noch ist kein Element des Projekts abgerechnet.',
    safe: 'Exportieren Sie erneut, wenn ein Stapel abgerechnet ist.',
  },
  SAMPLE_BROKEN: {
    sentence: 'Das Beispiel lässt sich nicht lesen.',
    safe: 'Ihre eigenen Projekte sind unberührt.',
  },
  SAMPLE_MISSING: {
    sentence: 'Das Beispiel ist nicht auf diesem Rechner.',
    safe: 'Ihre eigenen Projekte sind unberührt.',
  },
  STAGING_EMPTY: {
    sentence: 'Keine Datei ist angekommen.',
    safe: 'Nichts wurde erstellt. Wählen Sie die Dateien erneut.',
  },
  STAGING_FAILED: {
    sentence: 'Die Datei ließ sich nicht behalten.',
    safe: 'Prüfen Sie, ob der Datenträger Platz hat, und versuchen Sie es erneut.',
  },
  STAGING_GAP: {
    sentence: 'Ein Stück der Datei fehlt.',
    safe: 'Senden Sie die Datei von Anfang an erneut.',
  },
  COCO_INVALID: {
    sentence: 'Dies ist keine COCO-Datei.',
    safe: 'Aus ihr wurde nichts übernommen, aus den anderen Dateien schon.',
  },
} as const satisfies Translation<typeof source>;
