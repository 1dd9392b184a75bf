import type { errorsChain as source } from '../../en/errors/chain.ts';
import type { Translation } from '../../keys.ts';

export const errorsChain = {
  CHAIN_OFFLINE: {
    sentence: 'Das Netzwerk antwortet nicht.',
    safe: 'Arbeiten Sie weiter: Labels sind hier gespeichert und warten. Sie werden gesendet, sobald das Netzwerk wieder da ist.',
  },
  RPC_GARBAGE: {
    sentence: 'Das Netzwerk hat etwas geantwortet, das keinen Sinn ergibt.',
    safe: 'Aus dieser Antwort wurde nichts übernommen. Ihre Labels sind gespeichert.',
  },
  CHAIN_BAD_ANSWER: {
    sentence: 'Das Netzwerk hat etwas geantwortet, das keinen Sinn ergibt.',
    safe: 'Aus dieser Antwort wurde nichts übernommen. Ihre Labels sind gespeichert.',
  },
  RPC_REFUSED: {
    sentence: 'Das Netzwerk hat die Anfrage abgelehnt.',
    safe: 'Nichts wurde geändert. Ihre Labels sind gespeichert.',
  },
  RPC_BUSY: {
    sentence: 'Das Netz bittet um Geduld: zu viele Anfragen.',
    safe: 'Es geht von selbst weiter. Ihre Labels sind hier gesichert und warten in der Warteschlange.',
  },
  CLAIM_HELD: {
    sentence: 'Der Abruf wartet, bis er seine Gasgebühr wert ist.',
    safe: 'Der Lohn gehört Ihnen und bleibt auf der Chain. „Jetzt abgleichen“ ruft ihn sofort ab.',
  },
  TOO_MUCH_GAS: {
    sentence: 'Das passt nicht in eine Transaktion.',
    safe: 'Es wurde nichts gesendet. Es wird in kleineren Teilen noch einmal versucht.',
  },
  RPC_UNREACHABLE: {
    sentence: 'Das Netzwerk antwortet nicht.',
    safe: 'Nichts wurde geändert. Prüfen Sie die Adresse und ob der Rechner online ist.',
  },
  RELAY_UNREACHABLE: {
    sentence: 'Das Relay, das die Gebühren zahlt, antwortet nicht.',
    safe: 'Nichts ist verloren. Es geht hinaus, sobald das Relay wieder da ist oder das Konto die Gebühr selbst zahlen kann.',
  },
  RELAY_BAD_ANSWER: {
    sentence: 'Was das Relay antwortet, ergibt keinen Sinn.',
    safe: 'Aus dieser Antwort wurde nichts übernommen: Die Chain entscheidet. Ihre Labels sind gespeichert.',
  },
  RELAY_BUSY: {
    sentence: 'Das Relay zahlt gerade für nichts weiter.',
    safe: 'Nichts ist verloren. Es wird von selbst noch einmal versucht oder geht hinaus, sobald das Konto die Gebühr selbst zahlen kann.',
  },
  RELAY_REFUSED: {
    sentence: 'Das Relay sendet dies nicht.',
    safe: 'Nichts wurde gesendet. Mit etwas von der Währung des Netzwerks sendet das Konto es selbst.',
  },
  RELAY_SILENT: {
    sentence: 'Das Relay hat dies angenommen und nicht gesendet.',
    safe: 'Nichts ist verloren, und nichts geschieht doppelt. Es wird neu signiert, wenn seine Zeit um ist, oder geht hinaus, sobald das Konto zahlen kann.',
  },
  BAD_RELAY_URL: {
    sentence: 'Das ist keine Adresse eines Relays.',
    safe: 'Nichts wurde geändert. Sie beginnt mit https://, oder mit http:// auf diesem Rechner, und enthält kein Passwort.',
  },
  BAD_RPC_URL: {
    sentence: 'Das ist keine Adresse eines Netzwerks.',
    safe: 'Das Netzwerk wurde nicht hinzugefügt. Die Adresse beginnt mit https:// oder, auf diesem Rechner, mit http://.',
  },
  WRONG_CHAIN: {
    sentence: 'Unter der Adresse antwortet eine andere Chain.',
    safe: 'Nichts wurde gesendet. Vergleichen Sie die Chain-ID mit der Seite des Anbieters.',
  },
  NO_CODE: {
    sentence: 'Unter der Adresse des Koordinators gibt es keinen Vertrag.',
    safe: 'Nichts wurde dorthin gesendet. Prüfen Sie Adresse und Netzwerk.',
  },
  CODE_DIFFERS: {
    sentence: 'Der Code des Koordinators ist nicht der bekannte.',
    safe: 'Dorthin wird nichts gesendet. Die Adresse des Netzwerks könnte lügen, oder das Adressbuch gehört zu einer anderen Chain.',
  },
  UNKNOWN_CODE: {
    sentence: 'Niemand hier kennt den Code dieses Koordinators.',
    safe: 'Das Netzwerk wurde nicht hinzugefügt, und nichts wurde gesendet.',
  },
  BAD_BOOK: {
    sentence: 'Das Adressbuch lässt sich nicht lesen.',
    safe: 'Nichts darin wurde geändert.',
  },
  NOT_COORDINATOR: {
    sentence: 'Der Vertrag unter dieser Adresse ist kein Tessera-Koordinator.',
    safe: 'Nichts wurde dorthin gesendet. Prüfen Sie die Adresse.',
  },
  NO_COORDINATOR: {
    sentence: 'Dieses Netzwerk hat keinen Koordinator.',
    safe: 'Nichts wurde gesendet. Wählen Sie in den Einstellungen ein Netzwerk mit Koordinator.',
  },
  NOT_TOKEN: {
    sentence: 'Das Token des Koordinators antwortet nicht wie ein Token.',
    safe: 'Nichts wurde gesendet. Prüfen Sie das Netzwerk und die Adresse des Koordinators.',
  },
  UNKNOWN_NETWORK: {
    sentence: 'Dieses Netzwerk steht nicht in der Liste.',
    safe: 'Nichts wurde geändert.',
  },
  REVERTED: {
    sentence: 'Der Vertrag hat das abgelehnt.',
    safe: 'Auf der Chain hat sich nichts geändert, außer allenfalls einer kleinen Gebühr.',
  },
  NO_SEAT_FOUND: {
    sentence: 'Für dieses Konto wurde kein Platz gefunden.',
    safe: 'Nichts wurde belegt, nichts ist verloren. Entweder ist das Projekt voll, oder in fast allen Paketen sitzen Sie schon: Jede Suche sieht in 64 davon nach, mit jedem Block von anderer Stelle aus. Versuchen Sie es später noch einmal.',
  },
  NOT_MINED: {
    sentence: 'Die Transaktion ist noch in keinem Block.',
    safe: 'Das kann noch kommen. Sie wird nie doppelt gesendet: Zuerst wird die Chain gefragt.',
  },
  NONCE_USED: {
    sentence: 'Das Netzwerk hatte schon eine Transaktion mit dieser Nummer.',
    safe: 'Nichts wurde doppelt gesendet. Es wird mit der nächsten Nummer erneut versucht.',
  },
  RANGE_TOO_WIDE: {
    sentence: 'Das Netzwerk gibt weniger Blöcke auf einmal heraus.',
    safe: 'Das Lesen geht in kleineren Schritten weiter.',
  },
  CHAIN_NOT_STARTED: {
    sentence: 'Die lokale Chain ist nicht gestartet.',
    safe: 'Labels auf diesem Datenträger sind unberührt und lassen sich bearbeiten. Der Zustand der Chain bleibt erhalten.',
  },
  CHAIN_NOT_RUNNING: {
    sentence: 'Die lokale Chain läuft nicht.',
    safe: 'Arbeiten Sie weiter: Labels sind hier gespeichert und warten.',
  },
  CHAIN_OWNED: {
    sentence: 'Ein anderes Tessera betreibt die lokale Chain.',
    safe: 'Nichts wurde geändert. Schließen Sie das andere, oder verwenden Sie es.',
  },
  CHAIN_OUTDATED: {
    sentence: 'Die lokale Chain stammt von einer älteren Version.',
    safe: 'Nichts wurde gelöscht. Sie lässt sich beiseitelegen und eine neue beginnen.',
  },
  NO_ANVIL: {
    sentence: 'Das Programm der lokalen Chain ist nicht installiert.',
    safe: 'Labels lassen sich bearbeiten. Ein erneutes npm install bringt es.',
  },
  PRACTICE_UNAVAILABLE: {
    sentence: 'Übungspartner gibt es nur auf der lokalen Chain.',
    safe: 'Nichts wurde geändert.',
  },
  BLOCK_GONE: {
    sentence: 'Das Netzwerk hat den Zustand dieses Blocks nicht mehr.',
    safe: 'Nichts wurde geändert. Stattdessen wird der neueste Block gefragt.',
  },
  CANCELLED: {
    sentence: 'Das wurde angehalten.',
    safe: 'Was schon zugestimmt war, bleibt bestehen; sonst ist nichts geschehen.',
  },
  CHAIN_NOT_STOPPED: {
    sentence: 'Die lokale Chain hat nicht angehalten.',
    safe: 'Ihr Zustand bleibt erhalten.',
  },
  CHAIN_UNSETTLED: {
    sentence: 'Die Chain hat sich während des Lesens geändert.',
    safe: 'Nichts wurde daraus übernommen. Sie wird erneut gelesen.',
  },
  HISTORY_UNREAD: {
    sentence: 'Die Festlegungen dieses Stapels sind noch nicht von der Chain gelesen.',
    safe: 'Nichts wurde gesendet. Es geht weiter, sobald sie gelesen sind.',
  },
  NOT_OPENED: {
    sentence: 'Die Transaktion ist in einem Block, hat aber kein Projekt eröffnet.',
    safe: 'Was in Treuhand liegt, zeigt die Projektseite.',
  },
  NOT_A_TOKEN: {
    sentence: 'Der Vertrag unter dieser Adresse antwortet nicht wie ein Token.',
    safe: 'Nichts wurde gesendet.',
  },
  NOT_SETTLED: {
    sentence: 'Dieser Stapel ist noch nicht abgerechnet.',
    safe: 'Nichts wurde gesendet. Es geht weiter, sobald der Stapel abgerechnet ist.',
  },
  OFFLINE: {
    sentence: 'Es gibt kein Netzwerk.',
    safe: 'Ihre Labels sind gespeichert.',
  },
  PARAMS_INVALID: {
    sentence: 'Der Vertrag würde diese Regeln ablehnen.',
    safe: 'Nichts wurde eröffnet. An jedem Feld steht, was zu ändern ist.',
  },
  PROJECT_UNKNOWN: {
    sentence: 'Dieses Projekt hat die Chain nicht.',
    safe: 'Nichts wurde geändert. Prüfen Sie Nummer und Netzwerk.',
  },
  REVEALS_UNREAD: {
    sentence: 'Die offengelegten Labels dieses Stapels sind noch nicht von der Chain gelesen.',
    safe: 'Nichts wurde gesendet. Es geht weiter, sobald sie gelesen sind.',
  },
  TX_LOST: {
    sentence: 'Das Netzwerk kennt die Transaktion nicht.',
    safe: 'Nichts wurde genommen. Versuchen Sie es erneut.',
  },
  NODE_SILENT: {
    sentence: 'Unter dieser Adresse antwortet nichts.',
    safe: 'Das Netzwerk wurde nicht hinzugefügt. Prüfen Sie die Adresse und ob der Knoten läuft.',
  },
  WRONG_CODE: {
    sentence: 'Ein Vertrag hat hier anderen Code, als er haben sollte.',
    safe: 'Nichts weiter wurde gesendet.',
  },
  BAD_PROJECT: {
    sentence: 'Der Vertrag nimmt kein Projekt mit diesen Regeln an.',
    safe: 'Nichts wurde gesendet. Ändern Sie die Regeln und versuchen Sie es erneut.',
  },
  ALREADY_KNOWN: {
    sentence: 'Das Netzwerk hat diese Transaktion schon.',
    safe: 'Sie wird nicht zweimal gesendet.',
  },
  CREATE2_REFUSED: {
    sentence: 'Der Proxy, der Verträge an bekannte Adressen setzt, ist auf dieser Chain nicht zu haben.',
    safe: 'Nichts wurde bereitgestellt.',
  },
  NOT_OWNER: {
    sentence: 'Ein anderes Tessera betreut die lokale Chain.',
    safe: 'Nichts wurde geändert. Schließen Sie das andere oder verwenden Sie dessen Fenster.',
  },
  BLOCK_UNKNOWN: {
    sentence: 'Das Netz hat diesen Block nicht.',
    safe: 'Nichts wurde verändert. Es kann ein anderes Netz sein, oder ein Knoten, der zurückliegt.',
  },
  NO_EXPORT: {
    sentence: 'Dieser Ordner ist kein Export.',
    safe: 'Nichts wurde verändert.',
  },
  NO_PROOF: {
    sentence: 'Der Export hat keinen leichten Beweis.',
    safe: 'Nichts wurde verändert. Er lässt sich gegen die Chain prüfen.',
  },
  PROOF_UNAVAILABLE: {
    sentence: 'Der Knoten gibt nicht her, woraus ein leichter Beweis gemacht wird.',
    safe: 'Der Export ist auch ohne ihn vollständig. Ein anderer Knoten hat es vielleicht.',
  },
  WRITER_UNKNOWN: {
    sentence: 'Der Export wurde von einer anderen Version geschrieben.',
    safe: 'Nichts wurde verändert. Prüfen Sie ihn mit der Version, die ihn geschrieben hat, oder exportieren Sie neu.',
  },
} as const satisfies Translation<typeof source>;
