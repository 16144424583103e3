import gc

import pytest

from rondkomen.kernel.memory import without_collecting


def test_collecting_stops_inside_and_goes_on_after() -> None:
    with without_collecting():
        assert not gc.isenabled()
        with without_collecting():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_collecting_goes_on_after_a_failure() -> None:
    with pytest.raises(ValueError, match="stuk"), without_collecting():
        raise ValueError("stuk")
    assert gc.isenabled()
