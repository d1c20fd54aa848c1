"""What a run has used and may still use: tokens and money."""

from __future__ import annotations

from dataclasses import dataclass, replace

#: More than any answer holds: an endpoint that reports such numbers is not believed.
MOST = 10_000_000


def estimated(text: str) -> int:
    """Tokens of `text`, rather too many: English has about four characters a token, other scripts fewer."""
    return len(text.encode("utf-8", "replace")) // 3 + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Tokens in and out so far, and what is promised to requests under way."""

    limit: int  #: tokens of a run, in and out
    cost_limit: float | None = None  #: in the currency of the prices; None: no limit
    price_in: float = 0.0  #: of a million tokens
    price_out: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    held_in: int = 0
    held_out: int = 0

    def cost_of(self, tokens_in: int, tokens_out: int) -> float:
        return (tokens_in * self.price_in + tokens_out * self.price_out) / 1_000_000

    @property
    def cost(self) -> float:
        """So far, in the currency of the prices."""
        return self.cost_of(self.tokens_in, self.tokens_out)

    def refusal(self, tokens_in: int, tokens_out: int) -> str:
        """Why a request of so many tokens may not be made any more; "" when it may."""
        whole_in, whole_out = self.tokens_in + self.held_in + tokens_in, self.tokens_out + self.held_out
        if whole_in + whole_out + tokens_out > self.limit:
            return f"the limit of {self.limit:,} tokens a run is reached"
        if self.cost_limit is not None and self.cost_of(whole_in, whole_out + tokens_out) > self.cost_limit:
            return f"the limit of {self.cost_limit:g} a run is reached"
        return ""

    def hold(self, tokens_in: int, tokens_out: int) -> Budget:
        """Promise tokens to a request, so that requests at the same time do not overdraw together."""
        return replace(self, held_in=self.held_in + tokens_in, held_out=self.held_out + tokens_out)

    def settle(self, held: tuple[int, int], used: tuple[int, int]) -> Budget:
        """A request that was promised `held` has used `used`."""
        return replace(
            self,
            held_in=self.held_in - held[0],
            held_out=self.held_out - held[1],
            tokens_in=self.tokens_in + used[0],
            tokens_out=self.tokens_out + used[1],
        )


def believable(reported: object, estimate: int) -> int:
    """The endpoint's own count of tokens when it can be one, else our estimate."""
    if isinstance(reported, int) and not isinstance(reported, bool) and 0 < reported <= MOST:
        return reported
    return estimate
