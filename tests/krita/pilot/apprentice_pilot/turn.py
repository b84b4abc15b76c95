"""A long turn of the event loop."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Turn:
    """What a turn of the event loop was spent on.

    Args:
        gap_ms: how long it took.
        work_ms: processor time of Krita's thread in it.
        system_ms: the part of it that the kernel took, in steps of the kernel's clock.
        faults: pages of memory that were fetched or made in it.
        collections: Python's garbage collections in it: generation and time, whatever thread they came on.
        delivered: how many events the event loop delivered.
        events: the dearest of them, dearest first: type, receiver's class, processor time in milliseconds.
        seen: how often another thread saw Krita's at each line of Python, or outside Python.
    """

    gap_ms: float
    work_ms: float
    system_ms: float
    faults: int
    collections: list[str]
    delivered: int
    events: list[tuple[str, str, float]]
    seen: dict[str, int]

    def __str__(self) -> str:
        events = ", ".join(f"{kind} to {receiver} {ms:.1f}" for kind, receiver, ms in self.events)
        seen = ", ".join(f"{count}x {where}" for where, count in self.seen.items())
        return (
            f"{self.work_ms:.1f} ms of processor time in {self.gap_ms:.1f} ms; kernel {self.system_ms:.1f} ms, "
            f"{self.faults} page faults, collections: {', '.join(self.collections) or 'none'}\n"
            f"  {self.delivered} events: {events or 'none'}\n"
            f"  seen: {seen or 'nothing'}"
        )
