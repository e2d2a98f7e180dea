"""The fixed texts of the handbook in English, German and French; English is used for other locales."""

from __future__ import annotations

from collections.abc import Mapping

_LANGUAGES: Mapping[str, str] = {
    "en": "Handbook|Attributes|Families|Options|Categories|Relations|Channels|Markets|Prices and stock|Units|Rules|"
    "Life cycle|Products|Required by|In families|Columns|Code|Label|Field|From|Rule|Attribute|Type|Required|"
    "All attributes, families, options and channels of this catalogue, with their use.|Not used|Contents",
    "de": "Handbuch|Attribute|Familien|Optionen|Kategorien|Beziehungen|Kanäle|Märkte|Preise und Bestand|Einheiten|"
    "Regeln|Lebenszyklus|Produkte|Verlangt von|In Familien|Spalten|Code|Bezeichnung|Feld|Aus|Regel|Attribut|Typ|"
    "Pflicht|Alle Attribute, Familien, Optionen und Kanäle dieses Katalogs und ihre Verwendung.|Unbenutzt|Inhalt",
    "fr": "Manuel|Attributs|Familles|Options|Catégories|Relations|Canaux|Marchés|Prix et stocks|Unités|Règles|"
    "Cycle de vie|Produits|Exigé par|Dans les familles|Colonnes|Code|Libellé|Champ|De|Règle|Attribut|Type|"
    "Obligatoire|Tous les attributs, familles, options et canaux de ce catalogue, avec leur utilisation.|Inutilisé|"
    "Sommaire",
}
_KEYS = [
    "handbook",
    "attributes",
    "families",
    "options",
    "categories",
    "relations",
    "channels",
    "markets",
    "lists",
    "units",
    "rules",
    "lifecycle",
    "products",
    "required_by",
    "in_families",
    "columns",
    "code",
    "label",
    "field",
    "from",
    "rule",
    "attribute",
    "type",
    "required",
    "about",
    "unused",
    "contents",
]


def words(locale: str) -> Mapping[str, str]:
    """Return the fixed texts by key, in the language of a locale; in English if there are none in that language."""
    texts = _LANGUAGES.get(locale.partition("-")[0], _LANGUAGES["en"])
    return dict(zip(_KEYS, texts.split("|"), strict=True))


def spoken(locale: str) -> str:
    """Return the locale if there are fixed texts in its language; otherwise `en`."""
    return locale if locale.partition("-")[0] in _LANGUAGES else "en"
