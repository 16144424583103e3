from threading import Thread
from uuid import RFC_4122

from rondkomen.kernel import ids
from rondkomen.kernel.ids import new_id


def test_is_a_uuid_of_version_seven():
    made = new_id()
    assert made.version == 7
    assert made.variant == RFC_4122


def test_the_first_48_bits_are_unix_milliseconds(monkeypatch):
    # 2100-01-01T00:00:00Z is 4102444800 seconds after the epoch; later than any real clock here.
    monkeypatch.setattr(ids.time, "time_ns", lambda: 4_102_444_800_000_000_000)
    monkeypatch.setattr(ids, "_last_tick", 0)
    assert new_id().int >> 80 == 4_102_444_800_000


def test_each_is_higher_than_the_one_before():
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(set(made))


def test_order_holds_when_the_clock_goes_back(monkeypatch):
    before = new_id()
    monkeypatch.setattr(ids.time, "time_ns", lambda: 0)
    assert new_id() > before


def test_threads_never_share_one():
    made = []
    threads = [Thread(target=lambda: made.extend(new_id() for _ in range(2000))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 8000
