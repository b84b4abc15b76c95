"""A slate's studies are begun in an order that shows something soon and keeps no core waiting at the end."""

from __future__ import annotations

from apprentice_backend.engines.studies.recipes.from_pack import recipes_of
from apprentice_backend.engines.studies.recipes.plan import make_plan
from apprentice_backend.engines.studies.slate import order_of_work
from apprentice_backend.packs.shipped import shipped_packs
from apprentice_shared.attributes import AttributeMix

RECIPES = recipes_of(shipped_packs()[0])


def test_quickest_first_then_the_longest() -> None:
    """One picture comes soon; after it the longest is begun, so that it is not what the slate waits for."""
    mixes = [
        AttributeMix.pure(style="surreal"),
        AttributeMix.pure(style="painterly"),
        AttributeMix.pure(color="warm"),
        AttributeMix.pure(style="minimalist"),
    ]
    assert order_of_work([make_plan(mix, RECIPES) for mix in mixes]) == [2, 1, 3, 0]


def test_order_holds_every_study_once() -> None:
    """Equal studies, or a single one, are all made."""
    plan = make_plan(AttributeMix.pure(color="warm"), RECIPES)
    assert order_of_work([plan]) == [0]
    assert sorted(order_of_work([plan] * 4)) == [0, 1, 2, 3]
