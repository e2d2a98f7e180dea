"""Rules of the validation rules in catalog/rules/."""
