import type { errorsWallet as source } from '../../en/errors/wallet.ts';
import type { Translation } from '../../keys.ts';

export const errorsWallet = {
  NO_ACCOUNT: {
    sentence: 'Noch gibt es keine Wallet.',
    safe: 'Umsehen und Annotieren brauchen keine; Plätze und Lohn schon.',
  },
  WALLET_LOCKED: {
    sentence: 'Die Wallet ist gesperrt.',
    safe: 'Ihre Labels sind gespeichert. Nichts wurde signiert und nichts gesendet.',
  },
  WRONG_PASSWORD: {
    sentence: 'Das ist nicht das Passwort dieses Kontos.',
    safe: 'Nichts wurde geändert. Prüfen Sie Feststelltaste und Tastaturbelegung. Ist das Passwort verloren, importieren Sie die Wiederherstellungsphrase und wählen Sie ein neues.',
  },
  BUSY: {
    sentence: 'Ein anderes Passwort wird noch geprüft.',
    safe: 'Nichts wurde geändert. Einen Moment Geduld.',
  },
  BAD_PHRASE: {
    sentence: 'Diese Wörter sind keine Wiederherstellungsphrase.',
    safe: 'Nichts wurde gespeichert. Prüfen Sie Reihenfolge und Schreibweise: Jedes Wort stammt aus der BIP-39-Liste, und das letzte prüft die anderen.',
  },
  PHRASE_MISMATCH: {
    sentence: 'Die Wörter passen nicht zur Phrase.',
    safe: 'Keine Wallet wurde angelegt. Sehen Sie auf Ihr Papier oder noch einmal auf die Phrase.',
  },
  PHRASE_EXPIRED: {
    sentence: 'Diese Phrase liegt nicht mehr vor.',
    safe: 'Aus ihr wurde keine Wallet angelegt. Beginnen Sie mit einer neuen Phrase.',
  },
  BAD_PRIVATE_KEY: {
    sentence: 'Das ist kein privater Schlüssel.',
    safe: 'Nichts wurde gespeichert. Ein Schlüssel hat 64 hexadezimale Ziffern, mit oder ohne 0x davor.',
  },
  BAD_KEYSTORE: {
    sentence: 'Diese Datei ist kein V3-Keystore.',
    safe: 'Nichts wurde gespeichert. Ein Keystore ist die JSON-Datei, die eine Wallet unter einem Passwort exportiert.',
  },
  KEYSTORE_TOO_COSTLY: {
    sentence: 'Dieser Keystore verlangt mehr Rechenarbeit als jede übliche Wallet.',
    safe: 'Nichts wurde gespeichert: Die Datei könnte dazu gemacht sein, den Rechner lahmzulegen.',
  },
  ACCOUNT_EXISTS: {
    sentence: 'Dieses Konto ist schon hier.',
    safe: 'Nichts wurde geändert. Entsperren Sie es mit seinem Passwort.',
  },
  UNKNOWN_ACCOUNT: {
    sentence: 'Dieses Konto gibt es auf diesem Rechner nicht.',
    safe: 'Nichts wurde geändert.',
  },
  UNKNOWN_APPROVAL: {
    sentence: 'Diese Anfrage wartet nicht mehr.',
    safe: 'Sie wurde beantwortet oder ist abgelaufen. Nichts wurde jetzt signiert.',
  },
  POLICY_CHANGED: {
    sentence: 'Die Anfrage ist nicht mehr die angezeigte.',
    safe: 'Nichts wurde signiert. Stellen Sie sie erneut.',
  },
  UNKNOWN_TARGET: {
    sentence: 'Die Wallet signiert nur Aufrufe an den Koordinator und das Token.',
    safe: 'Nichts wurde signiert.',
  },
  UNKNOWN_CALL: {
    sentence: 'Die Wallet signiert diese Art von Aufruf nicht.',
    safe: 'Nichts wurde signiert.',
  },
  VALUE_NOT_ALLOWED: {
    sentence: 'Geld, das mit diesem Aufruf gesendet wird, wäre verloren.',
    safe: 'Nichts wurde signiert.',
  },
  SPENDER_NOT_ALLOWED: {
    sentence: 'Nur dem Koordinator dürfen Token freigegeben werden.',
    safe: 'Nichts wurde signiert.',
  },
  UNLIMITED_ALLOWANCE: {
    sentence: 'Eine Freigabe ohne Grenze wird nie signiert.',
    safe: 'Nichts wurde signiert.',
  },
  INSUFFICIENT_FUNDS: {
    sentence: 'Das Konto hat nicht genug für die Gebühr.',
    safe: 'Nichts wurde gesendet. Füllen Sie Geld für Gebühren auf; auf der lokalen Chain hat die Wallet dafür einen Knopf.',
  },
  INSUFFICIENT_TOKENS: {
    sentence: 'Das Konto hat nicht genug Token.',
    safe: 'Nichts wurde gesendet.',
  },
  FEE_TOO_HIGH: {
    sentence: 'Das Netzwerk verlangt eine ungewöhnlich hohe Gebühr.',
    safe: 'Nichts wurde gesendet. Es wartet, bis die Gebühr wieder gesunken ist.',
  },
  OVER_DAILY_LIMIT: {
    sentence: 'Das geht über das Tageslimit des Kontos hinaus.',
    safe: 'Nichts wurde signiert. Warten Sie bis morgen oder erhöhen Sie das Limit in der Wallet mit dem Passwort.',
  },
  PASSWORD_NEEDED: {
    sentence: 'Ein Limit wird nur mit dem Passwort erhöht.',
    safe: 'Das Limit ist unverändert.',
  },
  NO_PHRASE: {
    sentence: 'Dieses Konto hat keine Wiederherstellungsphrase: Es kam aus einem Schlüssel.',
    safe: 'Nichts wurde angezeigt. Sein Schlüssel lässt sich anzeigen oder als Datei exportieren.',
  },
  TOO_MANY_ACCOUNTS: {
    sentence: 'Diese Phrase hat hier schon hundert Konten.',
    safe: 'Nichts wurde hinzugefügt. Legen Sie eine Wallet mit eigener Phrase an.',
  },
  KEYCHAIN_REFUSED: {
    sentence: 'Dem Schlüsselbund dieses Systems kann das Passwort nicht anvertraut werden.',
    safe: 'Nichts wurde gespeichert. Geben Sie das Passwort ein, wenn danach gefragt wird.',
  },
  NOT_REMEMBERED: {
    sentence: 'Das Passwort dieses Kontos wurde nicht behalten.',
    safe: 'Nichts wurde geändert. Geben Sie es ein.',
  },
  BAD_CHECKSUM: {
    sentence: 'In dieser Adresse ist eine Ziffer falsch.',
    safe: 'Nichts wurde gesendet: Die Großbuchstaben passen nicht. Kopieren Sie sie noch einmal von ihrer Quelle.',
  },
  RECIPIENT_KEEPS: {
    sentence: 'Was an diese Adresse geht, ist nie zurückzubekommen.',
    safe: 'Nichts wurde gesendet. Sie gehört einem Vertrag dieses Netzwerks oder niemandem: Geben Sie die eines Kontos an.',
  },
  TOO_MANY_CONTACTS: {
    sentence: 'Das Adressbuch ist voll.',
    safe: 'Nichts wurde hinzugefügt. Entfernen Sie einen Eintrag, der nicht mehr gebraucht wird.',
  },
  NO_TOKEN: {
    sentence: 'Dieses Netzwerk hat noch kein Token.',
    safe: 'Nichts wurde gesendet.',
  },
  UNKNOWN_TYPE: {
    sentence: 'Diese Art von typisierten Daten signiert die Wallet nicht.',
    safe: 'Nichts wurde signiert.',
  },
  WRONG_DOMAIN: {
    sentence: 'Das sollte für einen anderen Vertrag oder ein anderes Netzwerk signiert werden.',
    safe: 'Nichts wurde signiert.',
  },
  FAUCET_FULL: {
    sentence: 'Dieses Konto hat genug Übungsgeld bekommen.',
    safe: 'Nichts wurde gesendet.',
  },
  NOT_LOCAL: {
    sentence: 'Das gibt es nur auf der lokalen Chain.',
    safe: 'Nichts wurde gesendet.',
  },
  APPROVAL_OPEN: {
    sentence: 'Eine andere Anfrage wird gerade gestellt.',
    safe: 'Nichts wurde signiert. Zuerst jene beantworten; ihr Feld liegt vielleicht hinter dem Fenster.',
  },
  APPROVAL_REJECTED: {
    sentence: 'Der Anfrage wurde nicht zugestimmt, oder ihre Transaktion kam nicht durch.',
    safe: 'Nichts wurde genommen. Stellen Sie sie erneut.',
  },
  APPROVAL_UNEXPECTED: {
    sentence: 'Die Wallet hat um eine Zustimmung gebeten, wo keine nötig ist.',
    safe: 'Nichts wurde gesendet. Labels zu senden bewegt keinen Wert; sehen Sie sich die Anfrage in der Wallet an.',
  },
  REJECTED: {
    sentence: 'Der Anfrage wurde nicht zugestimmt.',
    safe: 'Nichts wurde gesendet.',
  },
  TOKENS_SHORT: {
    sentence: 'Das Konto hat weniger Token, als der Einsatz verlangt.',
    safe: 'Nichts wurde gesendet. Nehmen Sie weniger Plätze oder beschaffen Sie zuerst Token.',
  },
} as const satisfies Translation<typeof source>;
