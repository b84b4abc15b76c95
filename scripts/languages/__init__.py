"""The catalogues of the languages that Apprentice speaks, made from the sources and from what translators wrote.

    python3 run.py languages      extract, update, compile, and say how complete each language is

Run it before a release, and after translating. It is no gate: a text without a translation is said in English.
"""
