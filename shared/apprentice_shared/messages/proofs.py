"""Proofs, small pictures of what attribute values make of a canvas: the request, its reply, and one of them."""

from __future__ import annotations

from dataclasses import dataclass

from ..bounds import MAX_WORD, PROOF_PX, PROOFS
from .base import Reply, Request, check_hash, check_texts


@dataclass(frozen=True)
class GetProofs(Request, tag="get_proofs"):
    """Ask for proofs: small pictures of what values make of a canvas, made whenever no slate is.

    Args:
        canvas: hash of the canvas' image, in any size.
        values: "dimension=value" of which one proof each is wanted; `values`, `packs` and `intents` are 1 to 120 in
            all.
        packs: attribute packs, by their names, of which some proofs each are wanted.
        side_px: the longer side of a proof, 32 to 256.
        intents: intents, by their names, of which one proof each is wanted.
    """

    canvas: str
    values: tuple[str, ...] = ()
    packs: tuple[str, ...] = ()
    side_px: int = 96
    intents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        check_hash("canvas", self.canvas)
        check_texts("values", self.values, 2 * MAX_WORD + 1)
        check_texts("packs", self.packs, MAX_WORD)
        check_texts("intents", self.intents, MAX_WORD)
        PROOFS.check("the number of values and packs", len(self.values) + len(self.packs) + len(self.intents))
        PROOF_PX.check("side_px", self.side_px)


@dataclass(frozen=True)
class ProofPart:
    """A proof: of a value ("color=warm"), a pack or an intent, by its name, the others empty; `image` is a hash."""

    value: str
    pack: str
    image: str
    intent: str = ""


@dataclass(frozen=True)
class ProofsReport(Reply, tag="proofs", final=True):
    """Proofs made of a canvas; their binary frames came just before. None by an engine that makes no proofs."""

    canvas: str
    proofs: tuple[ProofPart, ...]
