"""What the night does beside erasing: work that was over long ago goes."""

from datetime import timedelta

from django.utils import timezone

from rondkomen.chain import night
from rondkomen.jobs import queries as jobs
from rondkomen.jobs.core.states import KEPT, JobState
from rondkomen.jobs.models import Job
from rondkomen.jobs.worker import drain


def test_the_night_removes_work_that_was_over_long_ago(acting: str) -> None:
    over = timezone.now() - KEPT - timedelta(days=1)
    old = Job.objects.create(
        gemeente_id=acting, kind="x", unique_key="x", state=JobState.DONE, finished_at=over
    )
    night.start_nights(timezone.localdate())
    drain()
    assert not Job.objects.filter(id=old.id).exists()
    (erased,) = jobs.latest(acting, kind=night.KIND)
    assert erased.result is not None
    assert erased.result["works"] == 1
