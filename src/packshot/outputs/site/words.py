"""The interface texts of the site in English, German and French. In other languages, and for missing texts, the English
text is shown.

The `words` in the frame of a page may override these texts. `{n}` is the only placeholder.

The texts after `moved_text` (availability, tax, yes and no) are for views, not for templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

ENGLISH: Mapping[str, str] = MappingProxyType(
    {
        "skip": "Skip to content",
        "navigation": "Main navigation",
        "breadcrumb": "You are here",
        "home": "Home",
        "market": "Country and language",
        "all_markets": "All countries and languages",
        "choose": "Choose your country and language",
        "pictures": "Pictures",
        "enlarge": "Enlarge: {n}",
        "picture_by": "Picture: {n}",
        "from": "from",
        "was": "Before",
        "now": "Now",
        "no_price": "Price on request",
        "tiers": "Prices by quantity",
        "quantity": "Quantity",
        "from_quantity": "from {n}",
        "unit_price": "Price each",
        "variants_n": "{n} variants",
        "price": "Price",
        "sku": "Article number",
        "gtin": "GTIN",
        "mpn": "Manufacturer number",
        "description": "Description",
        "features": "At a glance",
        "details": "Details",
        "parts": "This set contains",
        "downloads": "Downloads",
        "notes": "Good to know",
        "colors": "Colours",
        "categories": "Categories",
        "products": "Products",
        "highlights": "Selected for you",
        "count_one": "1 product",
        "count_other": "{n} products",
        "no_products": "There is nothing here yet.",
        "pages": "Pages",
        "page": "Page {n}",
        "previous": "Previous",
        "next": "Next",
        "missing": "This page does not exist",
        "missing_text": "The address may be old or mistyped. From here you find the way back.",
        "moved": "This page has moved",
        "moved_text": "You will find it here:",
        "in_stock": "In stock",
        "out_of_stock": "Out of stock",
        "preorder": "Available to pre-order",
        "preorder_from": "Pre-order, arrives {n}",
        "backorder": "On back-order",
        "backorder_from": "Available again {n}",
        "limited": "Only a few left",
        "discontinued": "No longer made",
        "phase_out": "Last pieces",
        "tax_included": "incl. {n} VAT",
        "tax_excluded": "excl. VAT",
        "yes": "Yes",
        "no": "No",
    }
)

GERMAN: Mapping[str, str] = MappingProxyType(
    {
        "skip": "Zum Inhalt",
        "navigation": "Hauptnavigation",
        "breadcrumb": "Sie sind hier",
        "home": "Start",
        "market": "Land und Sprache",
        "all_markets": "Alle Länder und Sprachen",
        "choose": "Wählen Sie Land und Sprache",
        "pictures": "Bilder",
        "enlarge": "Vergrößern: {n}",
        "picture_by": "Bild: {n}",
        "from": "ab",
        "was": "Vorher",
        "now": "Jetzt",
        "no_price": "Preis auf Anfrage",
        "tiers": "Staffelpreise",
        "quantity": "Menge",
        "from_quantity": "ab {n}",
        "unit_price": "Stückpreis",
        "variants_n": "{n} Varianten",
        "price": "Preis",
        "sku": "Artikelnummer",
        "gtin": "GTIN",
        "mpn": "Herstellernummer",
        "description": "Beschreibung",
        "features": "Auf einen Blick",
        "details": "Details",
        "parts": "Das Set enthält",
        "downloads": "Downloads",
        "notes": "Gut zu wissen",
        "colors": "Farben",
        "categories": "Kategorien",
        "products": "Produkte",
        "highlights": "Für Sie ausgewählt",
        "count_one": "1 Produkt",
        "count_other": "{n} Produkte",
        "no_products": "Hier ist noch nichts.",
        "pages": "Seiten",
        "page": "Seite {n}",
        "previous": "Zurück",
        "next": "Weiter",
        "missing": "Diese Seite gibt es nicht",
        "missing_text": "Die Adresse ist vielleicht veraltet oder vertippt. Von hier finden Sie zurück.",
        "moved": "Diese Seite ist umgezogen",
        "moved_text": "Sie finden sie hier:",
        "in_stock": "Auf Lager",
        "out_of_stock": "Nicht vorrätig",
        "preorder": "Vorbestellbar",
        "preorder_from": "Vorbestellbar, lieferbar ab {n}",
        "backorder": "Wird nachgeliefert",
        "backorder_from": "Wieder lieferbar ab {n}",
        "limited": "Nur noch wenige",
        "discontinued": "Wird nicht mehr hergestellt",
        "phase_out": "Letzte Stücke",
        "tax_included": "inkl. {n} MwSt.",
        "tax_excluded": "zzgl. MwSt.",
        "yes": "Ja",
        "no": "Nein",
    }
)

FRENCH: Mapping[str, str] = MappingProxyType(
    {
        "skip": "Aller au contenu",
        "navigation": "Navigation principale",
        "breadcrumb": "Vous êtes ici",
        "home": "Accueil",
        "market": "Pays et langue",
        "all_markets": "Tous les pays et langues",
        "choose": "Choisissez votre pays et votre langue",
        "pictures": "Images",
        "enlarge": "Agrandir : {n}",
        "picture_by": "Image : {n}",
        "from": "dès",
        "was": "Avant",
        "now": "Maintenant",
        "no_price": "Prix sur demande",
        "tiers": "Prix par quantité",
        "quantity": "Quantité",
        "from_quantity": "dès {n}",
        "unit_price": "Prix unitaire",
        "variants_n": "{n} variantes",
        "price": "Prix",
        "sku": "Référence",
        "gtin": "GTIN",
        "mpn": "Référence fabricant",
        "description": "Description",
        "features": "En un coup d’œil",
        "details": "Caractéristiques",
        "parts": "Cet ensemble contient",
        "downloads": "Téléchargements",
        "notes": "Bon à savoir",
        "colors": "Couleurs",
        "categories": "Catégories",
        "products": "Produits",
        "highlights": "Notre sélection",
        "count_one": "1 produit",
        "count_other": "{n} produits",
        "no_products": "Il n’y a encore rien ici.",
        "pages": "Pages",
        "page": "Page {n}",
        "previous": "Précédente",
        "next": "Suivante",
        "missing": "Cette page n’existe pas",
        "missing_text": "L’adresse est peut-être ancienne ou mal saisie. D’ici, vous retrouverez votre chemin.",
        "moved": "Cette page a déménagé",
        "moved_text": "Vous la trouverez ici :",
        "in_stock": "En stock",
        "out_of_stock": "Épuisé",
        "preorder": "En précommande",
        "preorder_from": "En précommande, disponible le {n}",
        "backorder": "En réapprovisionnement",
        "backorder_from": "De nouveau disponible le {n}",
        "limited": "Plus que quelques pièces",
        "discontinued": "N’est plus fabriqué",
        "phase_out": "Dernières pièces",
        "tax_included": "TVA {n} incluse",
        "tax_excluded": "hors TVA",
        "yes": "Oui",
        "no": "Non",
    }
)

LANGUAGES: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": ENGLISH, "de": GERMAN, "fr": FRENCH})

RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def language(locale: str) -> str:
    """Return the language of a locale: `de` for `de-AT`."""
    return locale.replace("_", "-").partition("-")[0].lower()


@cache  # the same few locales on every page
def packaged(locale: str) -> Mapping[str, str]:
    """Return the packaged interface texts for a locale, in English if its language is not packaged."""
    return MappingProxyType({**ENGLISH, **LANGUAGES.get(language(locale), {})})


def words(locale: str, own: Mapping[str, str]) -> Mapping[str, str]:
    """Return the interface texts of a page: the packaged texts for the locale, overridden by the texts in `own`."""
    return {**packaged(locale), **own} if own else packaged(locale)


def fill(word: str, value: object) -> str:
    """Return a text in which `{n}` is replaced with a value."""
    return word.replace("{n}", str(value))


def direction(locale: str) -> str:
    """Return the writing direction of a locale: `rtl` or `ltr`."""
    return "rtl" if language(locale) in RIGHT_TO_LEFT else "ltr"
