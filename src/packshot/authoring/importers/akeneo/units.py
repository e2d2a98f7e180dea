"""Common units of measure of Akeneo by family: symbol in packshot, exact factor to the base unit, CLDR name, offset.

Other families and units can be declared in `measurement_families.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Unit(NamedTuple):
    """A unit of Akeneo as a unit of packshot. It has an offset if its zero differs from that of the base unit."""

    symbol: str
    factor: str
    cldr: str = ""
    offset: str = ""


FAMILIES: Mapping[str, Mapping[str, Unit]] = {
    "Weight": {
        "GRAM": Unit("g", "1", "mass-gram"),
        "MILLIGRAM": Unit("mg", "0.001", "mass-milligram"),
        "KILOGRAM": Unit("kg", "1000", "mass-kilogram"),
        "TON": Unit("t", "1000000", "mass-tonne"),
        "OUNCE": Unit("oz", "28.349523125", "mass-ounce"),
        "POUND": Unit("lb", "453.59237", "mass-pound"),
    },
    "Length": {
        "MILLIMETER": Unit("mm", "1", "length-millimeter"),
        "CENTIMETER": Unit("cm", "10", "length-centimeter"),
        "DECIMETER": Unit("dm", "100", "length-decimeter"),
        "METER": Unit("m", "1000", "length-meter"),
        "KILOMETER": Unit("km", "1000000", "length-kilometer"),
        "INCH": Unit("in", "25.4", "length-inch"),
        "FEET": Unit("ft", "304.8", "length-foot"),
        "YARD": Unit("yd", "914.4", "length-yard"),
        "MILE": Unit("mi", "1609344", "length-mile"),
    },
    "Area": {
        "SQUARE_MILLIMETER": Unit("mm2", "0.000001"),
        "SQUARE_CENTIMETER": Unit("cm2", "0.0001", "area-square-centimeter"),
        "SQUARE_METER": Unit("m2", "1", "area-square-meter"),
        "SQUARE_KILOMETER": Unit("km2", "1000000", "area-square-kilometer"),
        "HECTARE": Unit("ha", "10000", "area-hectare"),
        "SQUARE_INCH": Unit("in2", "0.00064516", "area-square-inch"),
        "SQUARE_FOOT": Unit("ft2", "0.09290304", "area-square-foot"),
    },
    "Volume": {
        "MILLILITER": Unit("ml", "1", "volume-milliliter"),
        "CENTILITER": Unit("cl", "10", "volume-centiliter"),
        "DECILITER": Unit("dl", "100", "volume-deciliter"),
        "LITER": Unit("l", "1000", "volume-liter"),
        "CUBIC_CENTIMETER": Unit("cm3", "1", "volume-cubic-centimeter"),
        "CUBIC_METER": Unit("m3", "1000000", "volume-cubic-meter"),
        "GALLON": Unit("gal", "4546.09", "volume-gallon-imperial"),
        "PINT": Unit("pt", "568.26125"),
    },
    "Power": {
        "WATT": Unit("W", "1", "power-watt"),
        "MILLIWATT": Unit("mW", "0.001", "power-milliwatt"),
        "KILOWATT": Unit("kW", "1000", "power-kilowatt"),
        "MEGAWATT": Unit("MW", "1000000", "power-megawatt"),
    },
    "Energy": {
        "JOULE": Unit("J", "1", "energy-joule"),
        "KILOJOULE": Unit("kJ", "1000", "energy-kilojoule"),
        "CALORIE": Unit("cal", "4.184", "energy-calorie"),
        "KILOCALORIE": Unit("kcal", "4184", "energy-kilocalorie"),
    },
    "Voltage": {
        "VOLT": Unit("V", "1", "electric-volt"),
        "MILLIVOLT": Unit("mV", "0.001"),
        "KILOVOLT": Unit("kV", "1000"),
    },
    "Intensity": {
        "AMPERE": Unit("A", "1", "electric-ampere"),
        "MILLIAMPERE": Unit("mA", "0.001", "electric-milliampere"),
    },
    "Resistance": {"OHM": Unit("ohm", "1", "electric-ohm"), "KILOHM": Unit("kohm", "1000")},
    "ElectricCharge": {"AMPEREHOUR": Unit("Ah", "1"), "MILLIAMPEREHOUR": Unit("mAh", "0.001")},
    "Frequency": {
        "HERTZ": Unit("Hz", "1", "frequency-hertz"),
        "KILOHERTZ": Unit("kHz", "1000", "frequency-kilohertz"),
        "MEGAHERTZ": Unit("MHz", "1000000", "frequency-megahertz"),
        "GIGAHERTZ": Unit("GHz", "1000000000", "frequency-gigahertz"),
    },
    "Binary": {
        "BIT": Unit("bit", "1", "digital-bit"),
        "BYTE": Unit("B", "8", "digital-byte"),
        "KILOBYTE": Unit("kB", "8192", "digital-kilobyte"),
        "MEGABYTE": Unit("MB", "8388608", "digital-megabyte"),
        "GIGABYTE": Unit("GB", "8589934592", "digital-gigabyte"),
        "TERABYTE": Unit("TB", "8796093022208", "digital-terabyte"),
    },
    "Duration": {
        "MILLISECOND": Unit("ms", "0.001", "duration-millisecond"),
        "SECOND": Unit("s", "1", "duration-second"),
        "MINUTE": Unit("min", "60", "duration-minute"),
        "HOUR": Unit("h", "3600", "duration-hour"),
        "DAY": Unit("d", "86400", "duration-day"),
    },
    "Speed": {
        "KILOMETER_PER_HOUR": Unit("km/h", "1", "speed-kilometer-per-hour"),
        "METER_PER_SECOND": Unit("m/s", "3.6", "speed-meter-per-second"),
    },
    "Pressure": {
        "PASCAL": Unit("Pa", "1", "pressure-pascal"),
        "HECTOPASCAL": Unit("hPa", "100", "pressure-hectopascal"),
        "BAR": Unit("bar", "100000", "pressure-bar"),
        "MILLIBAR": Unit("mbar", "100", "pressure-millibar"),
    },
    "Decibel": {"DECIBEL": Unit("dB", "1")},
    "Brightness": {"LUX": Unit("lx", "1", "light-lux"), "NIT": Unit("nit", "1")},
    "Temperature": {
        "KELVIN": Unit("K", "1", "temperature-kelvin"),
        "CELSIUS": Unit("°C", "1", "temperature-celsius", "273.15"),
        "FAHRENHEIT": Unit("°F", "5/9", "temperature-fahrenheit", "45967/180"),
        "RANKINE": Unit("°R", "5/9"),
        "REAUMUR": Unit("°Ré", "1.25", "", "273.15"),
    },
    "CaseBox": {"PIECE": Unit("pc", "1"), "DOZEN": Unit("doz", "12")},
}
"""Common metric families of Akeneo, called built-in. The first unit with factor 1 and no offset is the base."""


def base_of(units: Mapping[str, Unit]) -> str:
    """Return the symbol of the base unit of a family."""
    return next(unit.symbol for unit in units.values() if unit.factor == "1" and not unit.offset)


def family_name(metric_family: str) -> str:
    """Return the packshot name of an Akeneo measurement family, for example `electric_charge` for `ElectricCharge`."""
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in metric_family).lstrip("_")
