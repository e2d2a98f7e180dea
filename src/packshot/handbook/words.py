"""The words of the handbook itself, in the languages that it knows; English elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

_LANGUAGES: Mapping[str, str] = {
    "en": "Handbook|Attributes|Families|Options|Categories|Relations|Channels|Markets|Prices and stock|Units|Rules|"
    "Life cycle|Products|Required by|In families|Columns|Code|Label|Field|From|Rule|Attribute|Type|Required|"
    "What is in this catalogue, and what each thing means.|Not used|Contents",
    "de": "Handbuch|Attribute|Familien|Optionen|Kategorien|Beziehungen|Kanäle|Märkte|Preise und Bestand|Einheiten|"
    "Regeln|Lebenszyklus|Produkte|Verlangt von|In Familien|Spalten|Code|Bezeichnung|Feld|Aus|Regel|Attribut|Typ|"
    "Pflicht|Was in diesem Katalog steht und was es bedeutet.|Unbenutzt|Inhalt",
    "fr": "Manuel|Attributs|Familles|Options|Catégories|Relations|Canaux|Marchés|Prix et stocks|Unités|Règles|"
    "Cycle de vie|Produits|Exigé par|Dans les familles|Colonnes|Code|Libellé|Champ|De|Règle|Attribut|Type|"
    "Obligatoire|Ce que contient ce catalogue, et ce que chaque chose signifie.|Inutilisé|Sommaire",
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
    """The words of a locale's language."""
    texts = _LANGUAGES.get(locale.partition("-")[0], _LANGUAGES["en"])
    return dict(zip(_KEYS, texts.split("|"), strict=True))


def spoken(locale: str) -> str:
    """The language in which the words of a locale's pages are."""
    return locale if locale.partition("-")[0] in _LANGUAGES else "en"
